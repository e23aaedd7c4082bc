import { EngineError, type SegmentationSession } from '@backgroundfx/core';
import { openThreadSession } from '@backgroundfx/inference/node';
import type { NetworkFile } from './cutout.api.ts';

/**
 * Loads a network on the calling thread.
 * @param threads of one run
 * @throws EngineError `out_of_memory`; `model_unavailable` with the network's key as `details.network`
 */
export async function openNetwork(
  { key, model, graphPath }: NetworkFile,
  threads: number,
): Promise<SegmentationSession> {
  try {
    // Threads that spin while they wait take their processor from the other engine threads.
    return await openThreadSession({ model, graphPath, threads, spin: false });
  } catch (cause) {
    if (cause instanceof EngineError && cause.code === 'out_of_memory') throw cause;
    const details = { network: key };
    throw new EngineError('model_unavailable', 'The model cannot be loaded', { cause, details });
  }
}

/** A session that is opened when it is first run. Whoever opens it disposes of it. */
export function lazySession(open: () => Promise<SegmentationSession>): SegmentationSession {
  return {
    run: async (input, options) => (await open()).run(input, options),
    dispose: async () => undefined,
  };
}
