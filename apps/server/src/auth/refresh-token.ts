import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;

/** How long a refresh token works. */
export const REFRESH_TOKEN_MS = 30 * 24 * 60 * 60 * 1000;

/** A new refresh token: chance alone, it means nothing but itself. */
export function makeRefreshToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** What the database keeps of a refresh token. A fast hash will do: there is too much chance in it to be guessed. */
export function hashRefreshToken(token: string): Uint8Array {
  return createHash('sha256').update(token).digest();
}
