import { type SegmentationSession, throwIfCancelled } from '@backgroundfx/core';
import { toEngineError } from '../runtime-error.ts';
import { openGraph } from './graph.mjs';
import { graphSettings, type NodeSessionOptions } from './session-options.ts';

/**
 * Loads a graph on the calling thread and runs it there: for threads that do nothing else, as a run blocks its thread. A
 * signal is heeded before a run only, because native code cannot be stopped from outside. Inputs are borrowed.
 * @throws EngineError `inference_failed` when the runtime refuses the graph, `out_of_memory`.
 */
export async function openThreadSession(options: NodeSessionOptions): Promise<SegmentationSession> {
  const graph = await openGraph(graphSettings(options)).catch((error: unknown) => {
    throw toEngineError(error, 'The model could not be loaded');
  });
  const { input, output } = options.model;
  return {
    async run({ data, dims }, { signal } = {}) {
      throwIfCancelled(signal);
      try {
        return await graph.run({ input: input.name, output: output.name, data, dims });
      } catch (error) {
        throw toEngineError(error, 'The model could not be run');
      }
    },
    dispose: () => graph.release(),
  };
}
