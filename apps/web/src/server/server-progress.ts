import type { Quality } from '@backgroundfx/core';
import type { CutoutProgress, ServerStage } from '../engine/cutout.api.ts';

/** Which share of the bar has gone by when a stage begins. */
const BEGINS: Readonly<Record<ServerStage, number>> = { send: 0, queue: 0.4, remote: 0.45, fetch: 0.95 };
const STAGES = Object.keys(BEGINS) as readonly ServerStage[];
/** Seconds in which two thirds of the work are usually done; only the pace of the bar hangs on it. */
const PACE: Readonly<Record<Quality, number>> = { low: 1.5, medium: 3, high: 4, ultra: 20 };
/** Two steps of the bar a second are enough for work that reports nothing. */
const TICK_MS = 500;

export interface ServerProgress {
  /** `sent` of `total` bytes of the photo have left. */
  sending(sent: number, total: number): void;
  /** A later stage has begun; an earlier one never comes back. */
  reach(stage: ServerStage): void;
  /** Reports nothing from now on. */
  end(): void;
}

/** How far a server is with a picture, from what is known of it; while it works the bar goes by the clock. */
export function createServerProgress(
  quality: Quality,
  tell: (progress: CutoutProgress) => void,
  now: () => number = () => performance.now(),
): ServerProgress {
  let stage: ServerStage = 'send';
  let since = now();
  let most = 0;
  const timer = setInterval(() => {
    if (stage === 'remote') tellStage();
  }, TICK_MS);

  function tellStage(): void {
    const seconds = (now() - since) / 1000;
    const done = stage === 'remote' ? 1 - Math.exp(-seconds / PACE[quality]) : 0;
    tell({ stage, fraction: BEGINS[stage] + done * (BEGINS.fetch - BEGINS.remote) });
  }

  return {
    sending(sent, total) {
      // Where it is sent a second time, the first time counts until it is overtaken.
      if (stage !== 'send' || sent < most) return;
      most = sent;
      const fraction = total > 0 ? BEGINS.queue * (sent / total) : 0;
      tell({ stage, fraction, loadedBytes: sent, totalBytes: total });
    },
    reach(next) {
      if (STAGES.indexOf(next) <= STAGES.indexOf(stage)) return;
      stage = next;
      since = now();
      tellStage();
    },
    end: () => clearInterval(timer),
  };
}
