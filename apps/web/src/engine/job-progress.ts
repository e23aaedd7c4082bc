import { createStageProgress } from '@backgroundfx/core';
import type { CutoutProgress, CutoutStage, StageEvent } from './cutout.api.ts';
import type { StageSeconds } from './stage-times.ts';

/** Between two reports the bar moves on by the clock, because the network's run reports nothing while it works. */
export interface JobProgress {
  /** Takes a report from the worker. */
  report(event: StageEvent): CutoutProgress;
  /** The figure by the clock alone. */
  tick(): CutoutProgress;
}

/**
 * Progress of one job from what the worker reports and what each stage is expected to take. Never falls, and never
 * reaches the end of a stage by the clock alone.
 * @param now seconds, never going back.
 */
export function createJobProgress(expected: StageSeconds, learned: boolean, now: () => number): JobProgress {
  const whole = createStageProgress<CutoutStage>(expected);
  let event: StageEvent = { stage: 'decode', done: 0 };
  let since = now();
  let provider: StageEvent['provider'];

  const current = (): CutoutProgress => {
    const elapsed = now() - since;
    const byClock =
      event.stage === 'download' ? 0 : approach(elapsed / Math.max(0.05, expected[event.stage]));
    const { fraction } = whole.report(event.stage, Math.max(event.done, byClock));
    const { loadedBytes, totalBytes } = event;
    const progress: CutoutProgress = { stage: event.stage, fraction };
    const bytes = loadedBytes === undefined || totalBytes === undefined ? {} : { loadedBytes, totalBytes };
    const left = learned && event.stage !== 'download' ? { secondsLeft: secondsLeft(elapsed) } : {};
    return { ...progress, ...bytes, ...left, ...(provider ? { provider } : {}) };
  };

  const secondsLeft = (elapsed: number): number => {
    const stages = Object.keys(expected) as CutoutStage[];
    const later = stages.slice(stages.indexOf(event.stage) + 1);
    const ahead = later.reduce((sum, stage) => sum + expected[stage], 0);
    return ahead + Math.max(0, expected[event.stage] - elapsed);
  };

  return {
    report(next) {
      if (next.stage !== event.stage) since = now();
      event = next;
      provider = next.provider ?? provider;
      return current();
    },
    tick: current,
  };
}

/** Follows the expected time up to 80 % of the stage, then slows down and never arrives. */
function approach(share: number): number {
  const knee = 0.8;
  if (share <= knee) return share;
  return knee + (0.98 - knee) * (1 - Math.exp(-(share - knee)));
}
