import { statfs } from 'node:fs/promises';

/** Below this the server says it is not ready: results and uploads of the next minutes need room. Bytes. */
const MIN_FREE_BYTES = 500_000_000;

/** Resolves with what is wrong with the disk that holds `folder`; undefined when there is room. */
export async function checkDisk(folder: string, minFreeBytes = MIN_FREE_BYTES): Promise<string | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder);
    const free = bavail * bsize;
    if (free >= minFreeBytes) return undefined;
    return `only ${Math.floor(free / 1e6)} MB of disk are free`;
  } catch {
    return 'the data folder cannot be read';
  }
}
