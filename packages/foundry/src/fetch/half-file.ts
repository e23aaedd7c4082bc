import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ModelFile } from '@backgroundfx/core';
import { FoundryError, systemCode } from '../errors.ts';

/** What a failed file operation means to the user. `file` is the path it was about. */
export function diskError(error: unknown, file: string): FoundryError {
  if (error instanceof FoundryError) return error;
  const code = systemCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new FoundryError(
      'disk_full',
      file,
      `No room left on the disk for ${file}. Free some and start again`,
      {
        cause: error,
      },
    );
  }
  if (code === 'ENOENT') {
    return new FoundryError('not_found', file, `${file} does not exist`, { cause: error });
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new FoundryError('unwritable', file, `Cannot work with ${file}: ${reason}. Check its permissions`, {
    cause: error,
  });
}

/** @throws FoundryError `truncated` or `hash_mismatch` when a file is not the promised one. `file` names it. */
export function checkFile(expected: ModelFile, bytes: number, sha256: string, file: string): void {
  if (bytes < expected.bytes) {
    const counts = `${bytes} of ${expected.bytes} bytes`;
    throw new FoundryError(
      'truncated',
      file,
      `${file} is cut short: ${counts}. Start again to fetch it anew`,
    );
  }
  if (bytes > expected.bytes || sha256 !== expected.sha256) {
    throw new FoundryError(
      'hash_mismatch',
      file,
      `${file} is not the file the catalogue promises (sha256 ${sha256}, ${bytes} bytes; expected ` +
        `${expected.sha256}, ${expected.bytes} bytes). Start again; if it stays so, the source has changed`,
    );
  }
}

/** A file being written under a temporary name. It becomes the real one only when all its bytes are right. */
export class HalfFile {
  readonly path: string;
  readonly #handle: FileHandle;
  readonly #hash;
  #bytes: number;

  private constructor(path: string, handle: FileHandle, bytes: number, hash = createHash('sha256')) {
    this.path = path;
    this.#handle = handle;
    this.#bytes = bytes;
    this.#hash = hash;
  }

  /** Starts a file at `path`, its folder included; what lies there is overwritten. */
  static async create(path: string): Promise<HalfFile> {
    try {
      await mkdir(dirname(path), { recursive: true });
      return new HalfFile(path, await open(path, 'w'), 0);
    } catch (error) {
      throw diskError(error, path);
    }
  }

  /** Goes on with the file at `path`, or starts it. */
  static async resume(path: string): Promise<HalfFile> {
    try {
      await mkdir(dirname(path), { recursive: true });
      const handle = await open(path, 'a');
      const hash = createHash('sha256');
      for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
      return new HalfFile(path, handle, (await handle.stat()).size, hash);
    } catch (error) {
      throw diskError(error, path);
    }
  }

  /** Bytes it has so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Appends bytes. @throws FoundryError `disk_full`, `unwritable` */
  async write(bytes: Uint8Array): Promise<void> {
    try {
      await this.#handle.writeFile(bytes);
    } catch (error) {
      throw diskError(error, this.path);
    }
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
  }

  /**
   * Checks the file and gives it its real name. When it is wrong or cannot be kept, it is deleted.
   * @throws FoundryError `truncated`, `hash_mismatch`, `disk_full`, `unwritable`
   */
  async finish(to: string, expected: ModelFile): Promise<void> {
    try {
      checkFile(expected, this.#bytes, this.#hash.digest('hex'), to);
      await this.#handle.sync();
      await this.#handle.close();
      await rename(this.path, to);
    } catch (error) {
      await this.discard();
      throw diskError(error, to);
    }
  }

  /** Closes the file and leaves it for a later `resume`. */
  async keep(): Promise<void> {
    await this.#handle.close();
  }

  /** Closes the file and deletes it. Never throws: it runs while another error is on its way. */
  async discard(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await rm(this.path, { force: true }).catch(() => undefined);
  }
}

/** Ending of what has arrived of a download that broke off, for the next try to go on with. */
export const KEPT = '.part';

/** Ending of temporary files; between it and the real name stands something unique. */
export const TEMPORARY = '.tmp';

/**
 * Writes a file under a temporary name, checks it and renames it. Borrows `bytes`.
 * @throws FoundryError `truncated`, `hash_mismatch`, `disk_full`, `unwritable`; nothing is left behind
 */
export async function writeChecked(to: string, bytes: Uint8Array, expected: ModelFile): Promise<void> {
  const half = await HalfFile.create(`${to}.${randomUUID()}${TEMPORARY}`);
  try {
    await half.write(bytes);
  } catch (error) {
    await half.discard();
    throw error;
  }
  await half.finish(to, expected);
}
