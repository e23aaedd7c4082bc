import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts what is kept of an answer, which may hold a secret that is shown once. It takes the server's own secret and
 * the client's key to read it again: who reads the database alone reads nothing.
 * @param secret of the server
 * @param key the client's `Idempotency-Key`
 * @param id of its row, so that no two answers share a key
 */
export function seal(text: string, secret: Uint8Array, key: string, id: string): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(secret, key, id), nonce);
  const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), bytes]);
}

/**
 * @param secrets those that it may have been sealed with
 * @throws {Error} when it was sealed with none of them, or under another key
 */
export function unseal(sealed: Uint8Array, secrets: readonly Uint8Array[], key: string, id: string): string {
  for (const secret of secrets) {
    const text = opened(Buffer.from(sealed), keyOf(secret, key, id));
    if (text !== undefined) return text;
  }
  throw new Error('An answer that was kept cannot be opened: the secret that sealed it is gone');
}

/** @returns undefined under a wrong key */
function opened(sealed: Buffer, key: Buffer): string | undefined {
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const bytes = decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([bytes, decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

function keyOf(secret: Uint8Array, key: string, id: string): Buffer {
  return createHmac('sha256', secret).update(['idempotency', id, key].join('\n')).digest();
}
