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

export interface AccessTokenPorts {
  readonly keys: Pick<KeyRing, 'signing'>;
  readonly clock: Clock;
}

/** Short-lived proofs of who calls: JWTs that this server signs and that no other server, key or purpose can stand for. */
export class AccessTokens {
  readonly #ports: AccessTokenPorts;

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
      return payload.sub ? { userId: payload.sub } : 'invalid';
    } catch (error) {
      if (error instanceof errors.JWTExpired) return 'expired';
      if (error instanceof errors.JOSEError) return 'invalid';
      throw error;
    }
  }
}
