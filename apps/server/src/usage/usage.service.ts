import { ApiError } from '../platform/api-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database/schema.ts';
import { type Allowance, allowanceOf, type Payer, WINDOW_MS } from './allowance.ts';
import { UNITS_PER_WINDOW } from './plan-limits.ts';
import { rateLimitHeaders } from './rate-limit-headers.ts';
import type { Takings } from './takings.ts';
import type { UsageRepository } from './usage.repository.ts';

/** Units that were taken, and from where. Plain data, apart from `allowance`: it may be kept in the database. */
export interface Receipt {
  readonly userId: string;
  readonly units: number;
  /** Names the window: when it began, milliseconds since 1970. */
  readonly windowStart: number;
  /** Where the user stood right after. */
  readonly allowance: Allowance;
}

/** Is told of units that change hands. */
export interface UnitsWatch {
  unitsCharged(plan: string, units: number): void;
  unitsReturned(units: number): void;
}

export interface UsagePorts {
  readonly usage: UsageRepository;
  readonly takings: Takings;
  readonly watch?: UnitsWatch;
  readonly clock: Clock;
}

/**
 * What users may still ask for. A unit is a request, or a picture that is worked on. The windows are in the database, so
 * that a restart forgets nothing.
 */
export class UsageService {
  readonly #ports: UsagePorts;

  constructor(ports: UsagePorts) {
    this.#ports = ports;
  }

  /**
   * Takes units of a user's, all or none.
   * @param units a whole number, at least 1
   * @param within transaction of the caller's, so that the units are taken if and only if it is committed; inside of one
   *   it must be given, because the database has one connection
   * @throws ApiError 429 `rate_limited`, with `limit`, `remaining`, `requested` and `reset` in `details`
   */
  async charge(user: Payer, units: number, within?: Database): Promise<Receipt> {
    if (!Number.isSafeInteger(units) || units < 1) throw new TypeError(`Not a number of units: ${units}`);
    const { usage, takings, clock } = this.#ports;
    const now = clock.now().getTime();
    const limit = UNITS_PER_WINDOW[user.plan] ?? Number.MAX_SAFE_INTEGER;
    const taking = { userId: user.id, now, windowMs: WINDOW_MS, units, limit };
    const record = await (within ? usage.take(taking, within) : takings.take(taking));
    if (!record) throw rateLimited(units, await this.read(user, within), now);
    this.#ports.watch?.unitsCharged(user.plan, units);
    const { windowStart } = record;
    return { userId: user.id, units, windowStart, allowance: allowanceOf(user, record, now) };
  }

  /**
   * Gives units of a receipt back; those of a window that is over are only taken off what was used in all. To be called
   * once for each unit: in the transaction that says why.
   * @param units of the receipt, or some of them
   */
  async giveBack(
    { userId, windowStart }: Pick<Receipt, 'userId' | 'windowStart'>,
    units: number,
    within?: Database,
  ): Promise<void> {
    await this.#ports.usage.giveBack({ userId, windowStart, units }, within);
    this.#ports.watch?.unitsReturned(units);
  }

  /** Where a user stands; takes nothing. */
  async read(user: Payer, within?: Database): Promise<Allowance> {
    const { usage, clock } = this.#ports;
    const now = clock.now().getTime();
    const record = await usage.find(user.id, within);
    return allowanceOf(user, record ?? { windowStart: now, used: 0, total: 0 }, now);
  }
}

function rateLimited(requested: number, allowance: Allowance, now: number): ApiError {
  const { limit, remaining, resetAt } = allowance;
  const seconds = Math.max(1, Math.ceil((resetAt.getTime() - now) / 1000));
  const message =
    requested === 1
      ? `All ${limit} units of this hour are used up`
      : `${requested} units are asked for and ${remaining} are left of the ${limit} of this hour`;
  return new ApiError(429, 'rate_limited', message, {
    details: { limit, remaining, requested, reset: resetAt.toISOString() },
    headers: { ...rateLimitHeaders(allowance, now), 'Retry-After': String(seconds) },
  });
}
