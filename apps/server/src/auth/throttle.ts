import { createHash } from 'node:crypto';
import { ApiError } from '../platform/api-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { AttemptsRepository } from './attempts.repository.ts';

const MINUTE_MS = 60_000;
/** How long a failed login counts, from the first of a row. */
const LOGIN_WINDOW_MS = 15 * MINUTE_MS;
const REGISTER_WINDOW_MS = 60 * MINUTE_MS;
/** Failed logins within the window, before the next is refused unseen. */
const LOGINS = { ofBoth: 10, ofAddress: 60, ofAccount: 100 };
const ACCOUNTS_OF_ADDRESS = 100;

export interface ThrottlePorts {
  readonly attempts: AttemptsRepository;
  readonly clock: Clock;
}

interface Counted {
  readonly name: string;
  readonly most: number;
}

/**
 * Bounds how often passwords can be guessed and accounts be made. An attempt counts before it is looked at, so that many at
 * once are no way around, and one that succeeds is taken back. Accounts that do not exist count as those that do.
 */
export class Throttle {
  readonly #ports: ThrottlePorts;

  constructor(ports: ThrottlePorts) {
    this.#ports = ports;
  }

  /**
   * Counts an attempt to prove who owns an account.
   * @param address undefined where it is not known; then the account alone counts
   * @returns to be called when it succeeds
   * @throws ApiError 429 `rate_limited`
   */
  async login(email: string, address: string | undefined): Promise<() => Promise<void>> {
    const { attempts } = this.#ports;
    const both = { name: `login ${email} ${address ?? ''}`, most: LOGINS.ofBoth };
    const others = [{ name: `login account ${email}`, most: LOGINS.ofAccount }];
    if (address !== undefined) others.push({ name: `login address ${address}`, most: LOGINS.ofAddress });
    await this.#count([both, ...others], LOGIN_WINDOW_MS, 'Too many logins failed');
    return async () => {
      await attempts.forget(hashOf(both));
      await attempts.takeBack(others.map(hashOf));
    };
  }

  /**
   * Counts an account that is about to be made.
   * @throws ApiError 429 `rate_limited`
   */
  async register(address: string | undefined): Promise<void> {
    if (address === undefined) return;
    const counted = [{ name: `register address ${address}`, most: ACCOUNTS_OF_ADDRESS }];
    await this.#count(counted, REGISTER_WINDOW_MS, 'Too many accounts were made from this address');
  }

  async #count(counted: readonly Counted[], windowMs: number, why: string): Promise<void> {
    const { attempts, clock } = this.#ports;
    const now = clock.now();
    const counts = await attempts.add(counted.map(hashOf), now, windowMs);
    const ends = counts
      .filter(({ count }, i) => count > (counted[i]?.most ?? 0))
      .map(({ endsAt }) => endsAt.getTime());
    if (ends.length === 0) return;
    const reset = Math.max(...ends);
    const seconds = Math.max(1, Math.ceil((reset - now.getTime()) / 1000));
    throw new ApiError(429, 'rate_limited', `${why}; try again later`, {
      details: { reset: new Date(reset).toISOString() },
      headers: { 'Retry-After': String(seconds) },
    });
  }
}

function hashOf({ name }: Counted): Uint8Array {
  return createHash('sha256').update(name).digest();
}
