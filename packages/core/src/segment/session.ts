import type { Tensor } from './tensor-shape.ts';

/** The engine's only view of a neural-network runtime: one loaded graph. Adapters live in the inference package. */
export interface SegmentationSession {
  /**
   * Runs the graph once. Takes `input` (its buffer may be transferred and is not the caller's any more); the answer is
   * the caller's.
   * @throws EngineError `cancelled`, `inference_failed`, `out_of_memory`, `worker_died`.
   */
  run(input: Tensor, options?: { signal?: AbortSignal | undefined }): Promise<Tensor>;
  /** Frees the graph and whatever runs it. */
  dispose(): Promise<void>;
}
