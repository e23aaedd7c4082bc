import type { CurrentUser } from '../platform/app-env.ts';
import { UNITS_PER_WINDOW, WINDOW_SECONDS } from './plan-limits.ts';
import type { UsageRecord } from './usage.repository.ts';

export type Payer = Pick<CurrentUser, 'id' | 'plan'>;

/** Where a user stands. */
export interface Allowance {
  readonly plan: CurrentUser['plan'];
  /** Units of a window; undefined where there is no limit. */
  readonly limit: number | undefined;
  /** Units taken in the window. */
  readonly used: number;
  /** Units left in the window; undefined where there is no limit. */
  readonly remaining: number | undefined;
  /** When the window ends; a whole window from now where none runs. */
  readonly resetAt: Date;
  /** Units taken since the account was made. */
  readonly total: number;
}

export const WINDOW_MS = WINDOW_SECONDS * 1000;

/** @param now milliseconds since 1970 */
export function allowanceOf({ plan }: Payer, record: UsageRecord, now: number): Allowance {
  const limit = UNITS_PER_WINDOW[plan];
  const runs = record.windowStart <= now && now < record.windowStart + WINDOW_MS;
  const used = runs ? record.used : 0;
  return {
    plan,
    limit,
    used,
    // Who comes from a larger plan may have used more than there is.
    remaining: limit === undefined ? undefined : Math.max(0, limit - used),
    resetAt: new Date((runs ? record.windowStart : now) + WINDOW_MS),
    total: record.total,
  };
}
