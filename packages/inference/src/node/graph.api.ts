/** Types only: what the graph's thread and its owner say to each other. */

/** Fixed for the life of the thread. */
export interface GraphSettings {
  /** The `.onnx` file; external data lies beside it. */
  readonly graphPath: string;
  readonly threads: number;
  readonly spin: boolean;
  /** Exact sums of 8-bit products on processors whose fast path saturates; costs about half the speed. */
  readonly exactSums: boolean;
}

export interface GraphTask {
  readonly input: string;
  readonly output: string;
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

export interface GraphAnswer {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}
