import { ApiError } from '../platform/api-error.ts';
import type { Pace } from './pace.ts';

/** A client told to wait for longer would rather ask somebody else. */
const LONGEST_WAIT_SECONDS = 60;

/** Bounds the requests in the house: those whose picture arrives, waits or is worked on. */
export class Admission {
  readonly #limit: number;
  readonly #pace: Pick<Pace, 'secondsPerPicture'>;
  #inside = 0;

  constructor(limit: number, pace: Pick<Pace, 'secondsPerPicture'>) {
    this.#limit = limit;
    this.#pace = pace;
  }

  /** Requests in the house. */
  get inside(): number {
    return this.#inside;
  }

  /**
   * Works on a request in a place of its own, which is free again when the work settles.
   * @throws ApiError 503 `busy` when there is no place; nothing has been done then
   */
  async admit<T>(work: () => Promise<T>): Promise<T> {
    if (this.#inside >= this.#limit) throw this.busy();
    this.#inside++;
    try {
      return await work();
    } finally {
      this.#inside--;
    }
  }

  /** 503 that asks to come back when about half of those inside are done: by then there is room, and still work. */
  busy(): ApiError {
    const seconds = Math.ceil((this.#inside / 2) * this.#pace.secondsPerPicture);
    const wait = Math.min(Math.max(seconds, 1), LONGEST_WAIT_SECONDS);
    return new ApiError(503, 'busy', 'Too many pictures are waiting; try again soon', {
      headers: { 'Retry-After': String(wait) },
    });
  }
}
