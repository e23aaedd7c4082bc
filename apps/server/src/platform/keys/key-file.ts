import { randomBytes } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import type { Clock } from '../clock.ts';

const SECRET_BYTES = 32;
const KID_BYTES = 8;

const base64url = z.string().regex(/^[\w-]+$/);
const entry = { kid: base64url, created: z.iso.datetime() };
const signingKeySchema = z.strictObject({
  ...entry,
  jwk: z.strictObject({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: base64url,
    y: base64url,
    d: base64url,
  }),
});
const secretSchema = z.strictObject({
  ...entry,
  secret: base64url.refine(text => Buffer.from(text, 'base64url').length >= SECRET_BYTES),
});

/** What lies in `keys.json`. */
const keyFileSchema = z.strictObject({
  version: z.literal(1),
  signing: z.tuple([signingKeySchema], signingKeySchema),
  fileUrls: z.tuple([secretSchema], secretSchema),
});

export type KeyFile = z.infer<typeof keyFileSchema>;
export type StoredSigningKey = z.infer<typeof signingKeySchema>;
export type StoredSecret = z.infer<typeof secretSchema>;

/** @returns undefined when the text is not what such a file holds */
export function parseKeyFile(text: string): KeyFile | undefined {
  try {
    return keyFileSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The first keys of a server. */
export async function makeKeyFile(clock: Clock): Promise<KeyFile> {
  const created = clock.now().toISOString();
  return { version: 1, signing: [await makeSigningKey(created)], fileUrls: [makeSecret(created)] };
}

async function makeSigningKey(created: string): Promise<StoredSigningKey> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { kid: await calculateJwkThumbprint(jwk), created, jwk: signingKeySchema.shape.jwk.parse(jwk) };
}

function makeSecret(created: string): StoredSecret {
  return {
    kid: randomBytes(KID_BYTES).toString('base64url'),
    created,
    secret: randomBytes(SECRET_BYTES).toString('base64url'),
  };
}
