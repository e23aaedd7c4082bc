import { hash, verify } from '@node-rs/argon2';
import { createLimiter } from './limiter.ts';

/** Argon2id, the package's own choice, as OWASP recommends it: 19 MiB, two passes, one lane. */
const ARGON2ID = {
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
} as const;

/** Each takes 19 MiB and one of the threads that also decode pictures and read and write files (`UV_THREADPOOL_SIZE`). */
const AT_ONCE = 2;
const WAITING = 64;

const { memoryCost, timeCost, parallelism } = ARGON2ID;
/** Costs what a real one costs, and no password fits it: 16 bytes of salt, 32 of hash, all zero. */
export const NOBODYS_HASH = `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** Turns passwords into what may be kept of them, a few at a time; 503 `busy` when too many wait. */
export class PasswordHasher {
  readonly #limit = createLimiter({ atOnce: AT_ONCE, waiting: WAITING });

  /** @returns the hash with its salt and parameters, in the PHC format */
  hash(password: string): Promise<string> {
    return this.#limit(() => hash(canonical(password), ARGON2ID));
  }

  /**
   * Whether a password is the one that was hashed.
   * @param hashed undefined where there is no such account: the answer is no, and takes as long
   */
  verify(hashed: string | undefined, password: string): Promise<boolean> {
    return this.#limit(() => verify(hashed ?? NOBODYS_HASH, canonical(password)));
  }
}

/** One keyboard sends an accented letter as one character, another as two (NIST SP 800-63B, 5.1.1.2). */
function canonical(password: string): string {
  return password.normalize('NFKC');
}
