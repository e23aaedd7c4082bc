import { randomUUID } from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

const OWNER_ONLY = 0o600;
/** What a disk says that knows no second name for a file, such as exFAT. */
const NO_LINKS = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP']);

/**
 * Makes a file that only its owner may read, whole or not at all: bytes first, on the disk for good, then the name. A file
 * that is there already stays as it is, also when two processes come at the same moment.
 * @param name gives the file its name, as `link` of node:fs does; tests pass one that fails
 * @returns false when there was one already
 */
export async function createOnce(file: string, text: string, name: typeof link = link): Promise<boolean> {
  const unnamed = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(unnamed, 'wx', OWNER_ONLY);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    try {
      await name(unnamed, file);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '';
      if (code === 'EEXIST') return false;
      if (!NO_LINKS.has(code)) throw error;
      // Such a disk cannot say that there is one already: of two processes at the same moment the last one wins.
      await rename(unnamed, file);
    }
    await syncFolder(dirname(file));
    return true;
  } finally {
    await rm(unnamed, { force: true });
  }
}

/** Without this a new name may be lost with the power. Windows opens no folders and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
