import { fileURLToPath } from 'node:url';
import type { SegmentationSession } from '@backgroundfx/core';
import { startGraphThread } from './graph-thread.ts';
import { graphSettings, type NodeSessionOptions } from './session-options.ts';

/**
 * Loads a graph into a thread of its own and runs it there, so that the calling thread stays free (see `GraphThread` for
 * queueing and cancelling).
 * @throws EngineError `inference_failed` when the runtime refuses the graph, `out_of_memory`.
 */
export async function createNodeSession(options: NodeSessionOptions): Promise<SegmentationSession> {
  const file = fileURLToPath(new URL('./graph.worker.mjs', import.meta.url));
  const thread = await startGraphThread(file, graphSettings(options));
  const { input, output } = options.model;
  return {
    run: ({ data, dims }, { signal } = {}) =>
      thread.run({ input: input.name, output: output.name, data, dims }, signal),
    dispose: () => thread.dispose(),
  };
}
