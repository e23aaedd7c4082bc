import { createHash, randomBytes } from 'node:crypto';

/** By which a key is known as one of ours, to people and to programs that search for leaked secrets. */
const MARK = 'bfx_';
const KEY_BYTES = 32;
const PREFIX_LENGTH = MARK.length + 8;

/** A new key: chance alone, behind its mark. */
export function makeApiKey(): string {
  return MARK + randomBytes(KEY_BYTES).toString('base64url');
}

/** Whether a token says of itself that it is a key. */
export function isApiKey(token: string): boolean {
  return token.startsWith(MARK);
}

/** The part of a key that may be shown again. */
export function prefixOf(key: string): string {
  return key.slice(0, PREFIX_LENGTH);
}

/** What the database keeps of a key. A fast hash will do: there is too much chance in it to be guessed. */
export function hashApiKey(key: string): Uint8Array {
  return createHash('sha256').update(key).digest();
}
