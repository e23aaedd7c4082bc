import { EngineError, throwIfCancelled } from '@backgroundfx/core';
import { Piscina } from 'piscina';
import { toEngineError } from '../runtime-error.ts';
import type { GraphAnswer, GraphSettings, GraphTask } from './graph.api.ts';

/** A thread that holds one loaded graph. */
export interface GraphThread {
  /**
   * Runs queue, one at a time. Takes the task's data. A run that is aborted while it waits is dropped; one under way ends
   * by itself and its answer is thrown away, because native code cannot be stopped from outside.
   * @throws EngineError `cancelled` at once when the signal fires, `worker_died` when the thread dies (the next run starts
   * a new one), `inference_failed`, `out_of_memory`.
   */
  run(task: GraphTask, signal: AbortSignal | undefined): Promise<GraphAnswer>;
  /** Ends the thread, after the run under way: ending it inside native code ends the process. */
  dispose(): Promise<void>;
}

/**
 * Starts a thread from `file`, which exports `load` and `run`, and waits until its graph is loaded.
 * @throws EngineError `inference_failed` when the runtime refuses the graph, `out_of_memory`.
 */
export async function startGraphThread(file: string, settings: GraphSettings): Promise<GraphThread> {
  const thread = new Piscina({
    filename: file,
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
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(task, signal) {
      const turn: Promise<GraphAnswer> = last.then(() => {
        throwIfCancelled(signal);
        return thread.run(task, { name: 'run', transferList: [task.data.buffer as ArrayBuffer] });
      });
      last = turn.catch(() => undefined);
      return abortable(turn, signal);
    },
    async dispose() {
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
