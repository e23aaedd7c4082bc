import { ApiError } from '../platform/api-error.ts';
import type { Pace } from './pace.ts';

/** A client told to wait for longer would rather ask somebody else. */
const LONGEST_WAIT_SECONDS = 60;
/**
 * Part of the places that one user may hold: enough to keep every engine busy, and never so much that one account, which
 * costs nothing, shuts the others out with uploads that hardly move.
 */
const USER_SHARE = 1 / 4;

/** Bounds the requests in the house: those whose picture arrives, waits, is worked on or is being sent. */
export class Admission {
  readonly #limit: number;
  readonly #userLimit: number;
  readonly #pace: Pick<Pace, 'secondsPerPicture'>;
  readonly #insideOf = new Map<string, number>();
  #inside = 0;

  constructor(limit: number, pace: Pick<Pace, 'secondsPerPicture'>) {
    this.#limit = limit;
    this.#userLimit = Math.max(1, Math.floor(limit * USER_SHARE));
    this.#pace = pace;
  }

  /** Requests in the house. */
  get inside(): number {
    return this.#inside;
  }

  /**
   * Takes a place for a request of a user.
   * @returns gives the place back, once, however often it is called
   * @throws ApiError 503 `busy` when there is no place, or none for this user
   */
  enter(userId: string): () => void {
    const own = this.#insideOf.get(userId) ?? 0;
    if (this.#inside >= this.#limit) throw this.#busy();
    if (own >= this.#userLimit) throw this.refusal();
    this.#inside++;
    this.#insideOf.set(userId, own + 1);
    let here = true;
    return () => {
      if (here) this.#leave(userId);
      here = false;
    };
  }

  /** 503 for a user who has as much under way as anybody may have. */
  refusal(): ApiError {
    return this.#busy('Too many of your pictures are waiting; try again soon');
  }

  /** 503 that asks to come back when about half of those inside are done: by then there is room, and still work. */
  #busy(message = 'Too many pictures are waiting; try again soon'): ApiError {
    const seconds = Math.ceil((this.#inside / 2) * this.#pace.secondsPerPicture);
    const wait = Math.min(Math.max(seconds, 1), LONGEST_WAIT_SECONDS);
    return new ApiError(503, 'busy', message, { headers: { 'Retry-After': String(wait) } });
  }

  #leave(userId: string): void {
    const own = this.#insideOf.get(userId) ?? 0;
    this.#inside--;
    if (own > 1) this.#insideOf.set(userId, own - 1);
    else this.#insideOf.delete(userId);
  }
}
