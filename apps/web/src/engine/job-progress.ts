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
 * @param usualShare of the network's run, as it is reported, that most jobs need
 */
export function createJobProgress(
  expected: StageSeconds,
  learned: boolean,
  now: () => number,
  usualShare = 1,
): JobProgress {
  const whole = createStageProgress<CutoutStage>(expected);
  let event: StageEvent = { stage: 'decode', done: 0 };
  let since = now();
  /** How much slower than thought this device is just now, as the stages so far tell. */
  let pace = 1;
  /** Whether a part of the network's run was timed, so that the rest is no guess. */
  let isTimed = false;
  let provider: StageEvent['provider'];

  const current = (): CutoutProgress => {
    const elapsed = now() - since;
    const share = event.stage === 'download' ? 0 : elapsed / Math.max(LEAST_SECONDS, expectedNow());
    const byClock = approach(share, course());
    const { fraction } = whole.report(event.stage, Math.max(event.done, byClock));
    const { loadedBytes, totalBytes } = event;
    const progress: CutoutProgress = { stage: event.stage, fraction };
    const bytes = loadedBytes === undefined || totalBytes === undefined ? {} : { loadedBytes, totalBytes };
    const isLate = elapsed > WORTH_SAYING_SECONDS && share > LATE;
    const left =
      !isLate && (learned || isTimed) && event.stage !== 'download'
        ? { secondsLeft: secondsLeft(elapsed) }
        : {};
    return { ...progress, ...bytes, ...left, ...(isLate && { isLate }), ...(provider ? { provider } : {}) };
  };

  const course = (): Course => {
    if (learned) return LEARNED;
    return event.stage === 'infer' && !isTimed ? UNTIMED : GUESSED;
  };

  const expectedNow = (): number => expected[event.stage] * (event.stage === 'infer' ? pace : 1);

  const secondsLeft = (elapsed: number): number => {
    const stages = Object.keys(expected) as CutoutStage[];
    const later = stages.slice(stages.indexOf(event.stage) + 1);
    const ahead = later.reduce((sum, stage) => sum + expected[stage], 0);
    return ahead + Math.max(0, expectedNow() - elapsed);
  };

  return {
    report(next) {
      if (next.stage !== event.stage) {
        // A device that is slow to read the network will be slow to run it.
        if (!learned && event.stage === 'load') {
          pace = Math.min(MOST_PACE, Math.max(1, (now() - since) / Math.max(LEAST_SECONDS, expected.load)));
        }
        since = now();
      }
      if (!learned && next.stage === 'infer' && next.done > 0 && next.done < 1) {
        const needed = next.done < usualShare ? usualShare : 1;
        pace = ((now() - since) * needed) / next.done / Math.max(LEAST_SECONDS, expected.infer);
        isTimed = true;
      }
      event = next;
      provider = next.provider ?? provider;
      return current();
    },
    tick: current,
  };
}

/** How a stage's bar follows the clock. */
interface Course {
  /** At the expected time it is here, having gone evenly. */
  readonly onTime: number;
  /** Never beyond this, however long it takes. */
  readonly most: number;
}

/** What was measured before is trusted; a guess leaves room, so that the bar never stands still at its end. */
const LEARNED: Course = { onTime: 0.92, most: 0.99 };
const GUESSED: Course = { onTime: 0.72, most: 0.96 };
/** Until one look of the network was timed, how long it runs is the boldest of the guesses. */
const UNTIMED: Course = { onTime: 0.5, most: 0.8 };
/** As far as the bar goes evenly at the speed of the expected time, as a share of it. */
const EVEN = 0.8;

/** Goes evenly for most of the expected time, then ever more slowly, but on: after twice the time half of the rest is gone. */
function approach(share: number, { onTime, most }: Course): number {
  const speed = Math.min(1, onTime / EVEN);
  if (share <= EVEN) return share * speed;
  const begin = EVEN * speed;
  const beyond = share - EVEN;
  return begin + (most - begin) * (beyond / (beyond + 1));
}

/** Of a stage that nobody expects to take any time. */
const LEAST_SECONDS = 0.05;
/** Said from so many times the expected one on, and not within the first seconds. */
const LATE = 1.3;
const WORTH_SAYING_SECONDS = 3;
const MOST_PACE = 4;
