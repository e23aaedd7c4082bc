import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelFile } from '@backgroundfx/core';
import { diskError, TEMPORARY } from '../fetch/half-file.ts';
import { hashFile } from '../fetch/hash.ts';

/** A file as it was when it was last hashed. */
interface Stamp {
  readonly bytes: number;
  readonly mtimeMs: number;
  readonly sha256: string;
}

const NAME = '.stamps.json';

/** Remembers the hashes of a folder's files, so that they are read again only when they have changed. */
export class Stamps {
  readonly #folder: string;
  readonly #stamps: Map<string, Stamp>;
  #changed = false;

  private constructor(folder: string, stamps: Map<string, Stamp>) {
    this.#folder = folder;
    this.#stamps = stamps;
  }

  /** Reads the folder's stamps; a missing or unreadable file means none. */
  static async open(folder: string): Promise<Stamps> {
    const text = await readFile(join(folder, NAME), 'utf8').catch(() => '{}');
    return new Stamps(folder, parse(text));
  }

  /** Whether the folder holds exactly the promised file. Hashes it when size or time differ from the stamp. */
  async holds({ name, bytes, sha256 }: ModelFile): Promise<boolean> {
    const path = join(this.#folder, name);
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile() || found.size !== bytes) return false;
    const known = this.#stamps.get(name);
    if (known?.bytes === found.size && known.mtimeMs === found.mtimeMs) return known.sha256 === sha256;
    const hash = await hashFile(path).catch((error: unknown) => {
      throw diskError(error, path);
    });
    this.#stamps.set(name, { bytes: found.size, mtimeMs: found.mtimeMs, sha256: hash });
    this.#changed = true;
    return hash === sha256;
  }

  /** Keeps what was learned. A folder that cannot be written costs the next start some hashing, no more. */
  async save(): Promise<void> {
    if (!this.#changed) return;
    const half = join(this.#folder, `${NAME}.${randomUUID()}${TEMPORARY}`);
    try {
      await writeFile(half, JSON.stringify(Object.fromEntries(this.#stamps)));
      await rename(half, join(this.#folder, NAME));
    } catch {
      await rm(half, { force: true }).catch(() => undefined);
    }
  }
}

function parse(text: string): Map<string, Stamp> {
  const stamps = new Map<string, Stamp>();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return stamps;
  }
  if (typeof json !== 'object' || json === null) return stamps;
  for (const [name, stamp] of Object.entries(json)) if (isStamp(stamp)) stamps.set(name, stamp);
  return stamps;
}

function isStamp(value: unknown): value is Stamp {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['bytes', 'mtimeMs'].every(key => typeof (value as Record<string, unknown>)[key] === 'number') &&
    typeof (value as Record<string, unknown>).sha256 === 'string'
  );
}
