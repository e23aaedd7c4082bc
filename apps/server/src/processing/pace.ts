/** Before the first picture is done nothing is known; on two cores one takes about half a second. */
const FIRST_GUESS_SECONDS = 1;
/** Weight of the newest picture. */
const NEWEST = 0.2;

/**
 * How fast pictures leave the engine: seconds between one and the next while there is work, whatever the number of
 * threads. Recent ones count most.
 */
export class Pace {
  #seconds = FIRST_GUESS_SECONDS;
  #known = false;
  #working = 0;
  /** When the last picture left, or, after a rest, when work began again. */
  #since = 0;
  readonly #now: () => number;

  /** @param now milliseconds of a clock that never goes back */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  get secondsPerPicture(): number {
    return this.#seconds;
  }

  /** Follows one picture through the engine; one that fails tells nothing about the next. */
  async follow<T>(work: Promise<T>): Promise<T> {
    if (this.#working++ === 0) this.#since = this.#now();
    try {
      const result = await work;
      this.#note(this.#now() - this.#since);
      return result;
    } finally {
      this.#since = this.#now();
      this.#working--;
    }
  }

  #note(milliseconds: number): void {
    const seconds = milliseconds / 1000;
    this.#seconds = this.#known ? this.#seconds + NEWEST * (seconds - this.#seconds) : seconds;
    this.#known = true;
  }
}
