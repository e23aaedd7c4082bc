import { EngineError, packed, type SegmentationSession, type Segmenter } from '@backgroundfx/core';
import { collectGarbage } from './collect-garbage.ts';
import type { TaskNetworks } from './cutout.api.ts';
import { cutOutFile } from './cutout-job.ts';
import type { EngineThread, EngineThreadSettings } from './engine-thread.api.ts';
import { lazySession, modelOf, openNetwork } from './open-network.ts';
import { OpenNetworks } from './open-networks.ts';
import { isLarge, workWithStranger } from './stranger.ts';

/** Begins to load the thread's network on the calling thread, which is then the engine's alone: runs block it. */
export function startEngineThread(settings: EngineThreadSettings): EngineThread {
  const { network: own, maxPixels } = settings;
  const networks = new OpenNetworks({ open: file => openNetwork(file, settings), own });
  // A refused network is the answer to a task, not an unhandled rejection that ends the process.
  networks.session(own).catch(() => undefined);
  return {
    warmUp: () =>
      packed(async () => {
        const session = await networks.session(own);
        const side = own.model.input.bestSize;
        await session.run({ data: new Float32Array(3 * side * side), dims: [1, 3, side, side] });
      }),
    async cutOut({ task, hasRoomForFloat, stop }) {
      const checkpoint = async () => {
        if (Atomics.load(stop, 0) !== 0) throw new EngineError('cancelled', 'Cancelled');
      };
      const wanted = task.networks ?? { main: own };
      const unwanted = typeof wanted.float === 'object' ? [wanted.float.key] : [];
      const outcome = await packed(async () => {
        const { main } = wanted;
        const session = await networks.session(main);
        await checkpoint();
        const work = (bounded: SegmentationSession) => {
          const segmenter = segmenterOf(bounded, wanted, networks, hasRoomForFloat);
          return cutOutFile(task, { segmenter, limits: { maxPixels }, checkpoint });
        };
        if (!('probed' in main)) return work(session);
        try {
          return await workWithStranger(session, main, stop, work);
        } finally {
          if (isLarge(session)) unwanted.push(main.key);
        }
      });
      await networks.settle(unwanted);
      await collectGarbage();
      return outcome;
    },
  };
}

/** The main network is open: without it nothing can be done. The others are opened when a plan turns to them. */
function segmenterOf(
  session: SegmentationSession,
  { main, float, second }: TaskNetworks,
  networks: OpenNetworks,
  hasRoomForFloat: boolean,
): Segmenter {
  return {
    model: modelOf(main),
    session,
    openFloat: float && (() => openFloat(float, networks, hasRoomForFloat)),
    second: second && { model: second.model, session: lazySession(() => networks.session(second)) },
  };
}

async function openFloat(
  float: NonNullable<TaskNetworks['float']>,
  networks: OpenNetworks,
  hasRoom: boolean,
): Promise<SegmentationSession> {
  if (float === 'not_installed')
    throw new EngineError('model_unavailable', 'The float graph is not installed');
  if (!hasRoom) throw new EngineError('out_of_memory', 'There is too little memory for the float graph');
  return networks.session(float);
}
