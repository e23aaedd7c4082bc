import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { ModelEntry, SegmentationSession } from '@backgroundfx/core';
import { startGraphThread } from './graph-thread.ts';
import { thisProcessorSaturates } from './saturation.ts';

export interface NodeSessionOptions {
  /** The `.onnx` file; its external data lies beside it. */
  readonly graphPath: string;
  readonly model: Pick<ModelEntry, 'input' | 'output'>;
  /** Threads of one run; as many as the machine has by default. */
  readonly threads?: number;
  /** Whether waiting threads spin (a little faster, burns processor time) or sleep. Default: spin. */
  readonly spin?: boolean;
  /** Exact sums in 8-bit graphs at half the speed. Default: where the processor needs it, see `saturates`. */
  readonly exactSums?: boolean;
}

/**
 * Loads a graph into a thread of its own and runs it there, so that the calling thread stays free (see `GraphThread` for
 * queueing and cancelling).
 * @throws EngineError `inference_failed` when the runtime refuses the graph, `out_of_memory`.
 */
export async function createNodeSession(options: NodeSessionOptions): Promise<SegmentationSession> {
  const thread = await startGraphThread(fileURLToPath(new URL('./graph.worker.mjs', import.meta.url)), {
    graphPath: options.graphPath,
    threads: options.threads ?? availableParallelism(),
    spin: options.spin ?? true,
    exactSums: options.exactSums ?? thisProcessorSaturates(),
  });
  const { input, output } = options.model;
  return {
    run: ({ data, dims }, { signal } = {}) =>
      thread.run({ input: input.name, output: output.name, data, dims }, signal),
    dispose: () => thread.dispose(),
  };
}
