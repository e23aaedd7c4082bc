import { mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { ByteRange } from '../http-range.ts';
import { type BlobInfo, type BlobStore, checkKey, isKey } from './blob-store.ts';
import { makePrivateFolder, OWNER_ONLY } from './private-folder.ts';
import { storageError } from './storage-error.ts';

const READ_CHUNK_BYTES = 256 * 1024;

/**
 * Opens the blobs of a folder, which is made when it is not there and closed to others than its owner.
 * @param root absolute path
 */
export async function openDiskBlobStore(root: string): Promise<DiskBlobStore> {
  await makePrivateFolder(root);
  return new DiskBlobStore(root);
}

/** Blobs as files below one folder, a key being the path. */
export class DiskBlobStore implements BlobStore {
  readonly #root: string;

  /** @param root absolute path; made when the first blob comes */
  constructor(root: string) {
    this.#root = root;
  }

  async put(key: string, file: string): Promise<void> {
    const path = this.#path(key);
    try {
      await sync(file, 'r+');
      const made = await mkdir(dirname(path), { recursive: true, mode: OWNER_ONLY });
      await rename(file, path);
      await syncFolders(dirname(path), made === undefined ? dirname(path) : dirname(made));
    } catch (error) {
      throw storageError(error);
    }
  }

  async stat(key: string): Promise<BlobInfo | undefined> {
    const stats = await stat(this.#path(key)).catch(ignoreMissing);
    return stats?.isFile() ? { key, size: stats.size, storedAt: stats.mtime } : undefined;
  }

  async read(key: string, range?: ByteRange): Promise<Readable | undefined> {
    const file = await open(this.#path(key)).catch(ignoreMissing);
    // Open before the answer begins: what is deleted from now on is still read to its end.
    return file?.createReadStream({ ...range, highWaterMark: READ_CHUNK_BYTES });
  }

  async delete(key: string): Promise<void> {
    const path = this.#path(key);
    await rm(path, { force: true });
    // Its folder goes with the last blob in it; one that holds others stays, and that is no error.
    if (dirname(path) !== this.#root) await rmdir(dirname(path)).catch(() => undefined);
  }

  async *list(prefix: string): AsyncIterable<BlobInfo> {
    const unreadable: unknown[] = [];
    yield* this.#walk(prefix, error => {
      unreadable.push(error);
      return undefined;
    });
    if (unreadable.length > 0) throw new AggregateError(unreadable, `Could not list all of "${prefix}"`);
  }

  async *#walk(prefix: string, onError: (error: unknown) => undefined): AsyncIterable<BlobInfo> {
    const path = this.#path(prefix);
    const entries = await readdir(path, { withFileTypes: true }).catch(ignoreMissing).catch(onError);
    for (const entry of entries ?? []) {
      const key = `${prefix}/${entry.name}`;
      if (!isKey(key)) continue;
      if (entry.isDirectory()) yield* this.#walk(key, onError);
      const info = entry.isFile() ? await this.stat(key).catch(onError) : undefined;
      if (info) yield info;
    }
  }

  #path(key: string): string {
    checkKey(key);
    return join(this.#root, key);
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** Waits until a file's bytes, or a folder's names, are on the disk. */
async function sync(path: string, flags: 'r' | 'r+'): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes names durable, from a folder up to the one that already was there. Windows opens no folders and needs none. */
async function syncFolders(from: string, to: string): Promise<void> {
  if (process.platform === 'win32') return;
  await sync(from, 'r');
  if (from !== to) await syncFolders(dirname(from), to);
}
