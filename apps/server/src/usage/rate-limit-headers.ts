import type { Allowance } from './allowance.ts';
import { WINDOW_SECONDS } from './plan-limits.ts';

/**
 * Headers that tell a client where it stands: those of the IETF draft (`RateLimit-Policy`, `RateLimit`) and those that
 * most services have (`X-RateLimit-*`, the reset in seconds since 1970). None where there is no limit.
 * @param now milliseconds since 1970
 */
export function rateLimitHeaders(
  { plan, limit, remaining, resetAt }: Pick<Allowance, 'plan' | 'limit' | 'remaining' | 'resetAt'>,
  now: number,
): Readonly<Record<string, string>> {
  if (limit === undefined) return {};
  const reset = resetAt.getTime();
  const seconds = Math.max(0, Math.ceil((reset - now) / 1000));
  return {
    'RateLimit-Policy': `"${plan}";q=${limit};w=${WINDOW_SECONDS}`,
    RateLimit: `"${plan}";r=${remaining};t=${seconds}`,
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Reset': String(Math.ceil(reset / 1000)),
  };
}
