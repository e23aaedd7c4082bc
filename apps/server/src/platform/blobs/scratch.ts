import { randomUUID } from 'node:crypto';
import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { freeBytes, MIN_FREE_BYTES } from '../disk-check.ts';
import { makePrivateFolder } from './private-folder.ts';
import { type Reservation, Room } from './room.ts';
import { storageError } from './storage-error.ts';

/** Deleting meets a thread that is still writing; then it tries again. */
const REMOVE = { recursive: true, force: true, maxRetries: 5, retryDelay: 20 } as const;
/** How often a server says that it lives. */
const EVERY_MS = 5 * 60_000;
/** Silence after which a server is taken for dead: many times the above, and longer than any request. */
const LEFT_BEHIND_MS = 60 * 60_000;

/** Where files lie while they are worked on, on the disk of the blobs, which take finished ones over by a rename. */
export interface Scratch {
  /**
   * A new, empty folder for one piece of work.
   * @throws ApiError 503 `storage_full`
   */
  newFolder(): Promise<ScratchFolder>;
  /** Removes what is left. To be called when no work is under way. */
  close(): Promise<void>;
}

export interface ScratchOptions {
  /** How often is looked for what dead servers left, milliseconds. */
  readonly everyMs?: number;
  /** Room that uploads must leave on the disk. */
  readonly minFreeBytes?: number;
}

/** The files of one piece of work. They go with their folder, but for those that were moved out of it. */
export interface ScratchFolder {
  /** Absolute path of a file in it, which need not be there. */
  file(name: string): string;
  /**
   * Keeps room for bytes that are to come into it, before they do: it is better known before them than after. The caller
   * ends the reservation, whatever happens.
   * @throws ApiError 503 `storage_full` when the disk would be nearly full after them
   */
  reserve(bytes: number): Promise<Reservation>;
  /**
   * Removes the folder and what is in it. Whoever still writes to it fails from now on. Never rejects; a second call
   * does nothing.
   */
  remove(): Promise<void>;
}

/**
 * Makes the scratch folder of this server, and removes what servers left behind which no longer live: now, and every few
 * minutes.
 * @param root absolute path; made when it is not there, and closed to others than its owner
 */
export async function openScratch(
  root: string,
  { everyMs = EVERY_MS, minFreeBytes = MIN_FREE_BYTES }: ScratchOptions = {},
): Promise<Scratch> {
  await makePrivateFolder(root);
  const own = join(root, randomUUID());
  await makePrivateFolder(own);
  await removeLeftBehind(root);
  const room = new Room(() => freeBytes(root), minFreeBytes);
  const timer = setInterval(() => {
    const now = new Date();
    // Whatever fails now is tried again; a folder that is gone is made by the next one in it.
    void utimes(own, now, now)
      .catch(() => {})
      .then(() => removeLeftBehind(root))
      .catch(() => {});
  }, everyMs);
  timer.unref();
  return {
    newFolder: () => newFolder(join(own, randomUUID()), room),
    close() {
      clearInterval(timer);
      return rm(own, REMOVE);
    },
  };
}

async function newFolder(path: string, room: Room): Promise<ScratchFolder> {
  // The folder that it lies in may have been cleaned away.
  await makePrivateFolder(path).catch(error => Promise.reject(storageError(error)));
  let removed: Promise<void> | undefined;
  return {
    file: name => join(path, name),
    reserve: bytes => room.reserve(bytes),
    remove() {
      // What cannot be removed now is left behind, and goes as such.
      removed ??= rm(path, REMOVE).catch(() => {});
      return removed;
    },
  };
}

/**
 * Servers on one volume, in containers of their own, know nothing of each other's processes: their ids are all the same.
 * So a server that lives touches its folder, and one that has not been touched for long has no server.
 */
async function removeLeftBehind(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    const path = join(root, name);
    const stats = await stat(path).catch(() => undefined);
    if (stats && Date.now() - stats.mtimeMs > LEFT_BEHIND_MS) await rm(path, REMOVE);
  }
}
