import type { Clock } from '../platform/clock.ts';

export interface OwnCountsDeps {
  readonly backgrounds: { count(userId: string): Promise<number> };
  readonly clock: Clock;
}

/** Another server on the same database may add backgrounds too; what it adds is seen after so long. */
const KEPT_MS = 1000;
/** Users whose number is remembered. */
const MOST = 1000;

/** How many backgrounds users have: every list begins with it, and few lists change it. */
export class OwnCounts {
  readonly #deps: OwnCountsDeps;
  readonly #known = new Map<string, { readonly count: number; readonly until: number }>();
  #changes = 0;

  constructor(deps: OwnCountsDeps) {
    this.#deps = deps;
  }

  async of(userId: string): Promise<number> {
    const { backgrounds, clock } = this.#deps;
    const now = clock.now().getTime();
    const known = this.#known.get(userId);
    if (known && now < known.until && known.until <= now + KEPT_MS) return known.count;
    const before = this.#changes;
    const count = await backgrounds.count(userId);
    if (this.#known.size >= MOST) this.#known.clear();
    // What was counted while something changed may be old already.
    if (before === this.#changes) this.#known.set(userId, { count, until: now + KEPT_MS });
    return count;
  }

  /** To be called when a user has got a background, or has lost one. */
  changed(userId: string): void {
    this.#changes++;
    this.#known.delete(userId);
  }
}
