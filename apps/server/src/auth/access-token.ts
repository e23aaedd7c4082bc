import { errors, jwtVerify, SignJWT } from 'jose';
import type { Clock } from '../platform/clock.ts';
import type { KeyRing } from '../platform/keys/key-ring.ts';

const ALGORITHM = 'ES256';
/** RFC 9068: a token of another purpose, signed with the same key, is none. */
const TYPE = 'at+jwt';
const ISSUER = 'backgroundfx';
const AUDIENCE = 'backgroundfx-api';

/** How long an access token works. */
export const ACCESS_TOKEN_SECONDS = 15 * 60;

/** Whose token it is, or why it is none. */
export type TokenVerdict = { readonly userId: string } | 'expired' | 'invalid';

/** Tokens that were found to be valid and are remembered, the oldest forgotten first: a signature takes long to check. */
const REMEMBERED = 10_000;

export interface AccessTokenPorts {
  readonly keys: Pick<KeyRing, 'signing'>;
  readonly clock: Clock;
}

/** Short-lived proofs of who calls: JWTs that this server signs and that no other server, key or purpose can stand for. */
export class AccessTokens {
  readonly #ports: AccessTokenPorts;
  readonly #valid = new Map<string, { readonly userId: string; readonly expires: number }>();

  constructor(ports: AccessTokenPorts) {
    this.#ports = ports;
  }

  /** A token for a user, from now on for `ACCESS_TOKEN_SECONDS`. */
  async issue(userId: string): Promise<string> {
    const { keys, clock } = this.#ports;
    const [{ kid, privateKey }] = keys.signing;
    const now = Math.floor(clock.now().getTime() / 1000);
    return await new SignJWT()
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(userId)
      .setIssuedAt(now)
      .setExpirationTime(now + ACCESS_TOKEN_SECONDS)
      .sign(privateKey);
  }

  /** Says whose token it is; never throws for what a client sent. */
  async verify(token: string): Promise<TokenVerdict> {
    const known = this.#valid.get(token);
    if (!known) return this.#check(token);
    if (this.#ports.clock.now().getTime() < known.expires * 1000) return { userId: known.userId };
    this.#valid.delete(token);
    return 'expired';
  }

  async #check(token: string): Promise<TokenVerdict> {
    const { keys, clock } = this.#ports;
    try {
      const { payload } = await jwtVerify(
        token,
        ({ kid }) => {
          const key = keys.signing.find(one => one.kid === kid);
          if (!key) throw new errors.JWKSNoMatchingKey();
          return key.publicKey;
        },
        {
          algorithms: [ALGORITHM],
          typ: TYPE,
          issuer: ISSUER,
          audience: AUDIENCE,
          requiredClaims: ['iat', 'exp'],
          currentDate: clock.now(),
        },
      );
      const { sub: userId, exp: expires = 0 } = payload;
      if (!userId) return 'invalid';
      this.#remember(token, { userId, expires });
      return { userId };
    } catch (error) {
      if (error instanceof errors.JWTExpired) return 'expired';
      if (error instanceof errors.JOSEError) return 'invalid';
      throw error;
    }
  }

  #remember(token: string, owner: { readonly userId: string; readonly expires: number }): void {
    const [oldest] = this.#valid.keys();
    if (this.#valid.size >= REMEMBERED && oldest !== undefined) this.#valid.delete(oldest);
    this.#valid.set(token, owner);
  }
}
