import { EngineError, invalidModel, type SegmentationSession } from '@backgroundfx/core';
import type { CustomNetwork } from './cutout.api.ts';

/** How often it is asked whether anybody still wants the picture. */
const WATCH_MS = 100;

/** What a process may keep between two pictures; one of a few layers has 140 MB, and opening it again takes half a second. */
const MOST_KEPT_BYTES = 400_000_000;

/** Whether the process of a network takes more than it may while nobody uses it. */
export function isLarge(session: SegmentationSession): boolean {
  return 'residentBytes' in session && Number(session.residentBytes) > MOST_KEPT_BYTES;
}

/**
 * Works on one picture with a network of a user's own: all of its runs together have the time that one picture may take, and
 * a run ends when nobody wants the picture any more. What goes wrong with its answers is told as its own fault.
 * @param stop not 0 once nobody wants the result
 * @throws EngineError `invalid_model`, whose `details.reason` is an `InvalidModelReason`; what `work` throws
 */
export async function workWithStranger<T>(
  session: SegmentationSession,
  { limits }: Pick<CustomNetwork, 'limits'>,
  stop: Int32Array<SharedArrayBuffer>,
  work: (session: SegmentationSession) => Promise<T>,
): Promise<T> {
  try {
    return await work(boundedSession(session, limits.milliseconds, stop));
  } catch (error) {
    if (!(error instanceof EngineError && error.code === 'inference_failed')) throw error;
    throw invalidModel('answer_range', error.message, {}, error);
  }
}

function boundedSession(
  session: SegmentationSession,
  milliseconds: number,
  stop: Int32Array<SharedArrayBuffer>,
): SegmentationSession {
  let left = milliseconds;
  return {
    async run(input) {
      const ending = new AbortController();
      const started = performance.now();
      const clock = setTimeout(() => ending.abort(), Math.max(0, left));
      const watch = setInterval(() => {
        if (Atomics.load(stop, 0) !== 0) ending.abort();
      }, WATCH_MS);
      try {
        return await session.run(input, { signal: ending.signal });
      } catch (error) {
        const outOfTime = ending.signal.aborted && Atomics.load(stop, 0) === 0;
        if (!outOfTime) throw error;
        throw invalidModel('timeout', `The model took longer than ${milliseconds} ms`, { milliseconds });
      } finally {
        left -= performance.now() - started;
        clearTimeout(clock);
        clearInterval(watch);
      }
    },
    dispose: async () => undefined,
  };
}
