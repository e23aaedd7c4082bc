import { ApiError } from '../platform/api-error.ts';

/**
 * Lets a few tasks run at once and a few more wait.
 * @param limits `atOnce` tasks run, `waiting` more wait for their turn, in the order they came
 * @returns runs a task, and rejects with 503 `busy` when too many wait already
 */
export function createLimiter({ atOnce, waiting }: { atOnce: number; waiting: number }) {
  let running = 0;
  const queue: (() => void)[] = [];
  return async <Result>(task: () => Promise<Result>): Promise<Result> => {
    if (running < atOnce) running++;
    else if (queue.length < waiting) await new Promise<void>(resolve => queue.push(resolve));
    else
      throw new ApiError(503, 'busy', 'Too many logins at once; try again soon', {
        headers: { 'Retry-After': '1' },
      });
    try {
      return await task();
    } finally {
      // The place goes straight to who waits longest, so that nobody can slip in between.
      const next = queue.shift();
      if (next) next();
      else running--;
    }
  };
}
