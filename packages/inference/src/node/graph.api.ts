/** Types only: a loaded graph, and what a thread that holds one and its owner say to each other. */

/** Fixed for as long as the graph is loaded. */
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

/** A loaded graph, on the thread that loaded it. */
export interface Graph {
  /** Runs it once; the thread is blocked meanwhile. Borrows the task's data; the answer is new. */
  run(task: GraphTask): Promise<GraphAnswer>;
  release(): Promise<void>;
}
