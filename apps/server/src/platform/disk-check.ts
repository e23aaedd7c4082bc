import { randomUUID } from 'node:crypto';
import { open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';

/** Below this the server says it is not ready, and takes no uploads: results of the next minutes need room. Bytes. */
export const MIN_FREE_BYTES = 500_000_000;

/**
 * Resolves with what is wrong with the disk that holds `folder`; undefined when there is room, and a file can be written.
 * No file is left there.
 */
export async function checkDisk(folder: string, minFreeBytes = MIN_FREE_BYTES): Promise<string | undefined> {
  try {
    const free = await freeBytes(folder);
    if (free < minFreeBytes) return `only ${Math.floor(free / 1e6)} MB of disk are free`;
  } catch {
    return 'the data folder cannot be read';
  }
  return (await takesFiles(folder)) ? undefined : 'the data folder cannot be written to';
}

/** Room on the disk that holds `folder`, for programs that are not root's. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** A disk that has been made read-only still tells how much room it has. */
async function takesFiles(folder: string): Promise<boolean> {
  const path = join(folder, `.write-test-${randomUUID()}`);
  try {
    const file = await open(path, 'wx');
    try {
      // Without its name already: whatever happens, nothing is left.
      await rm(path);
      await file.writeFile('x');
    } finally {
      await file.close();
    }
    return true;
  } catch {
    return false;
  }
}
