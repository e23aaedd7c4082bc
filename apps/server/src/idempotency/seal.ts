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

/** @throws what the cipher throws when it was sealed with other keys */
export function unseal(sealed: Uint8Array, secret: Uint8Array, key: string, id: string): string {
  const bytes = Buffer.from(sealed);
  const cipher = createDecipheriv(CIPHER, keyOf(secret, key, id), bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  cipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const text = [cipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), cipher.final()];
  return Buffer.concat(text).toString('utf8');
}

function keyOf(secret: Uint8Array, key: string, id: string): Buffer {
  return createHmac('sha256', secret).update(['idempotency', id, key].join('\n')).digest();
}
