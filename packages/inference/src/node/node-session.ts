import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import {
  EngineError,
  type ModelEntry,
  type SegmentationSession,
  type Tensor,
  throwIfCancelled,
} from '@backgroundfx/core';
import { Piscina } from 'piscina';
import { toEngineError } from '../runtime-error.ts';
import type { GraphAnswer, GraphSettings, GraphTask } from './graph.api.ts';

export interface NodeSessionOptions {
  /** The `.onnx` file; its external data lies beside it. */
  readonly graphPath: string;
  readonly model: Pick<ModelEntry, 'input' | 'output'>;
  /** Threads of one run; as many as the machine has by default. */
  readonly threads?: number;
  /** Whether waiting threads spin (a little faster, burns processor time) or sleep. Default: spin. */
  readonly spin?: boolean;
}

/**
 * Loads a graph into a thread of its own and runs it there, so that the calling thread stays free. Runs queue, one at a
 * time. An aborted run that has not begun is dropped; one under way ends by itself and its answer is thrown away,
 * because native code cannot be stopped from outside. A thread that dies rejects its run with `worker_died`; the next
 * run starts a new one.
 * @throws EngineError `inference_failed` when the runtime refuses the graph, `out_of_memory`.
 */
export async function createNodeSession(options: NodeSessionOptions): Promise<SegmentationSession> {
  const settings: GraphSettings = {
    graphPath: options.graphPath,
    threads: options.threads ?? availableParallelism(),
    spin: options.spin ?? true,
  };
  const thread = new Piscina({
    filename: fileURLToPath(new URL('./graph.worker.mjs', import.meta.url)),
    workerData: settings,
    minThreads: 1,
    maxThreads: 1,
    idleTimeout: Number.POSITIVE_INFINITY,
  });
  try {
    await thread.run(undefined, { name: 'load' });
  } catch (error) {
    await thread.destroy();
    throw toEngineError(error, 'The model could not be loaded');
  }
  const { input, output } = options.model;
  let last: Promise<unknown> = Promise.resolve();

  return {
    async run(tensor: Tensor, { signal } = {}) {
      const task: GraphTask = {
        input: input.name,
        output: output.name,
        data: tensor.data,
        dims: tensor.dims,
      };
      const turn = last.then(() => {
        throwIfCancelled(signal);
        return thread.run(task, { name: 'run', transferList: [tensor.data.buffer as ArrayBuffer] });
      }) as Promise<GraphAnswer>;
      last = turn.catch(() => undefined);
      return abortable(turn, signal);
    },
    async dispose() {
      // Ending a thread inside native code ends the process.
      await last;
      await thread.destroy();
    },
  };
}

/** Settles with the answer, or as soon as the signal fires; the listener never outlives the call. */
async function abortable(
  answer: Promise<GraphAnswer>,
  signal: AbortSignal | undefined,
): Promise<GraphAnswer> {
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(new EngineError('cancelled', 'Cancelled', { cause: signal?.reason }));
    if (signal?.aborted) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([answer, aborted]);
  } catch (error) {
    throw toEngineError(error, 'The model could not be run');
  } finally {
    if (onAbort) signal?.removeEventListener('abort', onAbort);
  }
}
