import { EngineError, type SegmentationSession } from '@backgroundfx/core';
import { openThreadSession } from '@backgroundfx/inference/node';
import { collectGarbage } from './collect-garbage.ts';
import { cutOutFile } from './cutout-job.ts';
import type { EngineThread, EngineThreadSettings } from './engine-thread.api.ts';
import { packed } from './outcome.ts';

/** Begins to load the network on the calling thread, which is then the engine's alone: runs block it. */
export function startEngineThread(settings: EngineThreadSettings): EngineThread {
  const { model, maxPixels } = settings;
  let opening: Promise<SegmentationSession> | undefined;
  /** What was in the way of the last try may have passed. */
  const network = () => {
    opening ??= openNetwork(settings).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  // A refused network is the answer to a task, not an unhandled rejection that ends the process.
  network().catch(() => undefined);
  return {
    warmUp: () =>
      packed(async () => {
        const session = await network();
        const side = model.input.bestSize;
        await session.run({ data: new Float32Array(3 * side * side), dims: [1, 3, side, side] });
      }),
    async cutOut({ task, stop }) {
      const checkpoint = async () => {
        if (Atomics.load(stop, 0) !== 0) throw new EngineError('cancelled', 'Cancelled');
      };
      const outcome = await packed(async () => {
        const session = await network();
        await checkpoint();
        return cutOutFile(task, { segmenter: { model, session }, limits: { maxPixels }, checkpoint });
      });
      await collectGarbage();
      return outcome;
    },
  };
}

async function openNetwork({
  model,
  graphPath,
  threads,
}: EngineThreadSettings): Promise<SegmentationSession> {
  try {
    // Threads that spin while they wait take their processor from the other engine threads.
    return await openThreadSession({ model, graphPath, threads, spin: false });
  } catch (cause) {
    if (cause instanceof EngineError && cause.code === 'out_of_memory') throw cause;
    throw new EngineError('model_unavailable', 'The model cannot be loaded', { cause });
  }
}
