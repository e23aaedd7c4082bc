import { EngineError } from '@backgroundfx/core';
import type { HostedApi } from '../hosted.api.ts';
import { holdLivenessLock } from '../liveness-lock.ts';
import { isRaised, type StopFlag } from '../stop-flag.ts';

/** What a hosted worker has to do beside its work. */
export interface WorkerLife {
  readonly hello: HostedApi['hello'];
  /** Larger pictures are refused on this device; nothing is taken before the page has said hello. */
  readonly mostPixels: number;
  /** Whether the page has given up on this worker. */
  isUnwanted(): boolean;
  /** To be awaited between two steps of a long computation. @throws EngineError `cancelled` when nobody wants it any more */
  stopIfUnwanted(): Promise<void>;
}

/** Takes the worker's liveness lock; to be called once, first of all. */
export function workerLife(): WorkerLife {
  const alive = holdLivenessLock(self.name);
  let stopFlag: StopFlag | undefined;
  let mostPixels = 0;
  return {
    async hello(flag, plan) {
      stopFlag = flag;
      mostPixels = plan.mostPixels;
      await alive;
    },
    get mostPixels() {
      return mostPixels;
    },
    isUnwanted: () => isRaised(stopFlag),
    async stopIfUnwanted() {
      if (isRaised(stopFlag)) throw new EngineError('cancelled', 'Cancelled');
    },
  };
}
