import { readFile } from 'node:fs/promises';
import { CompactSign, type CryptoKey, compactVerify, importJWK, type JWK } from 'jose';
import type { Clock } from '../clock.ts';
import { StartError } from '../start-error.mjs';
import { createOnce } from './create-once.ts';
import {
  type KeyFile,
  makeKeyFile,
  parseKeyFile,
  type StoredSecret,
  type StoredSigningKey,
} from './key-file.ts';

/** Signs and verifies access tokens (ES256). */
export interface SigningKey {
  /** RFC 7638 thumbprint of the public key; the header of a token names it. */
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

/** Signs and verifies the addresses of result files (HMAC). */
export interface Secret {
  readonly kid: string;
  readonly bytes: Uint8Array;
}

/** Newest first: the first of each kind signs, all of them verify. */
export interface KeyRing {
  readonly signing: readonly [SigningKey, ...SigningKey[]];
  readonly fileUrls: readonly [Secret, ...Secret[]];
}

/**
 * Opens the server's keys, made where there are none; processes that start together end with the same ones. A damaged file
 * is never replaced: with new keys nobody would be logged in any more.
 * @param file absolute path in a folder that exists
 * @throws {StartError} one line, when the file is damaged, or cannot be made or read
 */
export async function openKeyRing(file: string, clock: Clock): Promise<KeyRing> {
  const text = (await read(file)) ?? (await create(file, clock));
  const stored = parseKeyFile(text);
  if (!stored) throw damaged(file);
  try {
    return await importKeys(stored);
  } catch {
    throw damaged(file);
  }
}

async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new StartError(`The keys ${file} cannot be read (${code}); set DATA_DIR to another folder`);
  }
}

/** @returns what the file holds then, made here or by another process */
async function create(file: string, clock: Clock): Promise<string> {
  const text = JSON.stringify(await makeKeyFile(clock), undefined, 2);
  try {
    await createOnce(file, `${text}\n`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartError(`The keys ${file} cannot be written (${code}); set DATA_DIR to another folder`);
  }
  return (await read(file)) ?? text;
}

function damaged(file: string): StartError {
  return new StartError(
    `The keys ${file} are damaged or of a newer version; put a copy of the file in its place (if there is none, delete it: everybody must log in again)`,
  );
}

async function importKeys({ signing, fileUrls }: KeyFile): Promise<KeyRing> {
  const [signer, ...elderSigners] = newestFirst(signing);
  const [secret, ...elderSecrets] = newestFirst(fileUrls);
  return {
    signing: [await importSigningKey(signer), ...(await Promise.all(elderSigners.map(importSigningKey)))],
    fileUrls: [importSecret(secret), ...elderSecrets.map(importSecret)],
  };
}

async function importSigningKey({ kid, jwk }: StoredSigningKey): Promise<SigningKey> {
  const { d: _, ...publicJwk } = jwk;
  const key: SigningKey = {
    kid,
    privateKey: await importEs256(jwk),
    publicKey: await importEs256(publicJwk),
  };
  // Halves that do not belong together would sign tokens that nobody accepts.
  const signed = await new CompactSign(new Uint8Array())
    .setProtectedHeader({ alg: 'ES256' })
    .sign(key.privateKey);
  await compactVerify(signed, key.publicKey);
  return key;
}

async function importEs256(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, 'ES256');
  if (key instanceof Uint8Array) throw new TypeError('An ES256 key is a pair, not a secret');
  return key;
}

function importSecret({ kid, secret }: StoredSecret): Secret {
  return { kid, bytes: Buffer.from(secret, 'base64url') };
}

function newestFirst<Entry extends { readonly created: string }>(
  entries: readonly [Entry, ...Entry[]],
): [Entry, ...Entry[]] {
  const [first, ...others] = entries;
  const sorted: [Entry, ...Entry[]] = [first, ...others];
  return sorted.sort((a, b) => Date.parse(b.created) - Date.parse(a.created));
}
