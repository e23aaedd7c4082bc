import { createHmac, randomBytes } from 'node:crypto';

/** https://www.standardwebhooks.com: secrets are 24 to 64 bytes in base64 behind this. */
const PREFIX = 'whsec_';
const NEW_BYTES = 32;
const LEAST_BYTES = 24;
const MOST_BYTES = 64;

export function newSecret(): string {
  return PREFIX + randomBytes(NEW_BYTES).toString('base64');
}

export interface SignedMessage {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly body: string;
}

/** `webhook-signature` of a message: one signature for each secret, with spaces between. */
export function signatures({ id, timestamp, body }: SignedMessage, secrets: readonly string[]): string {
  return secrets
    .map(secret => createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64'))
    .map(signature => `v1,${signature}`)
    .join(' ');
}

/** The bytes that a secret stands for; of one that is not written as the standard has it, those of its text. */
function keyOf(secret: string): Buffer {
  if (secret.startsWith(PREFIX)) {
    const text = secret.slice(PREFIX.length);
    const bytes = Buffer.from(text, 'base64');
    const isBase64 = bytes.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '');
    if (isBase64 && bytes.length >= LEAST_BYTES && bytes.length <= MOST_BYTES) return bytes;
  }
  return Buffer.from(secret, 'utf8');
}
