import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { storageError } from './storage-error.ts';

/** Deleting meets a thread that is still writing; then it tries again. */
const REMOVE = { recursive: true, force: true, maxRetries: 5, retryDelay: 20 } as const;
/** `<process id>-<chance>` */
const OWNED = /^(\d+)-/;

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

/** The files of one piece of work. They go with their folder, but for those that were moved out of it. */
export interface ScratchFolder {
  /** Absolute path of a file in it, which need not be there. */
  file(name: string): string;
  /**
   * Removes the folder and what is in it. Whoever still writes to it fails from now on. Never rejects; a second call
   * does nothing.
   */
  remove(): Promise<void>;
}

/**
 * Makes the scratch folder of this process, and removes those that processes left behind which no longer live.
 * @param root absolute path; made when it is not there
 */
export async function openScratch(root: string): Promise<Scratch> {
  await mkdir(root, { recursive: true });
  for (const name of await readdir(root)) {
    if (isLeftover(name)) await rm(join(root, name), REMOVE);
  }
  const own = join(root, `${process.pid}-${randomUUID().slice(0, 8)}`);
  await mkdir(own);
  return {
    newFolder: () => newFolder(join(own, randomUUID())),
    close: () => rm(own, REMOVE),
  };
}

async function newFolder(path: string): Promise<ScratchFolder> {
  await mkdir(path).catch(error => Promise.reject(storageError(error)));
  let removed: Promise<void> | undefined;
  return {
    file: name => join(path, name),
    remove() {
      // What cannot be removed now is removed at the next start.
      removed ??= rm(path, REMOVE).catch(() => {});
      return removed;
    },
  };
}

/** A folder under this process's own id is a leftover too: ids come back, above all in a container. */
function isLeftover(name: string): boolean {
  const owner = Number(OWNED.exec(name)?.[1]);
  return Number.isNaN(owner) || owner === process.pid || !lives(owner);
}

function lives(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
