import { chmod, mkdir } from 'node:fs/promises';

/** Pictures are their owners' alone, as keys and accounts are. */
export const OWNER_ONLY = 0o700;

/**
 * Makes a folder that only the account of this server may look into; one that is there is closed to others.
 * @param path absolute; folders on the way to it are made as well
 */
export async function makePrivateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: OWNER_ONLY });
  // Some volumes know no rights, or are another account's: they protect what is on them in their own way.
  await chmod(path, OWNER_ONLY).catch(() => {});
}
