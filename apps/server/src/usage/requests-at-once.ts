import { ApiError } from '../platform/api-error.ts';

/** Counts the requests that users have under way in this process, and refuses what is too many. */
export class RequestsAtOnce {
  readonly #limit: number;
  readonly #underWay = new Map<string, number>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * @returns to be called once, when the request is over
   * @throws ApiError 429 `rate_limited`
   */
  enter(userId: string): () => void {
    const underWay = this.#underWay.get(userId) ?? 0;
    if (underWay >= this.#limit) {
      throw new ApiError(429, 'rate_limited', `At most ${this.#limit} requests can be under way at once`, {
        details: { at_once: this.#limit },
        headers: { 'Retry-After': '1' },
      });
    }
    this.#underWay.set(userId, underWay + 1);
    return () => {
      const now = (this.#underWay.get(userId) ?? 1) - 1;
      if (now > 0) this.#underWay.set(userId, now);
      else this.#underWay.delete(userId);
    };
  }
}
