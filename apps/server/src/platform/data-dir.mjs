import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartError } from './start-error.mjs';

/** Accounts, keys and pictures lie in it. */
const OWNER_ONLY = 0o700;

/**
 * Makes the data folder, closed to others than its owner, and proves by writing that it can be written to: permission bits alone say nothing about a
 * read-only disk, and nothing at all to root.
 * @param {string} dataDir absolute path
 * @throws {StartError} when it cannot be made or written to
 */
export function prepareDataDir(dataDir) {
  const probe = join(dataDir, `.write-test-${randomUUID()}`);
  try {
    makeFolder(dataDir, OWNER_ONLY);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const code = /** @type {NodeJS.ErrnoException} */ (error).code;
    throw new StartError(
      `Cannot write to the data folder ${dataDir} (${why(code)}); set DATA_DIR to another folder`,
    );
  }
}

/**
 * Node's own recursive mkdir never returns where a parent exists and still no folder can be made in it, as in /proc.
 * @param {string} path
 * @param {number} [mode] rights of the last one, if it is made
 */
function makeFolder(path, mode) {
  if (!existsSync(dirname(path))) makeFolder(dirname(path));
  if (!existsSync(path)) mkdirSync(path, { mode });
}

/** @param {string | undefined} code */
function why(code) {
  if (code === 'EACCES' || code === 'EPERM') return 'no permission';
  if (code === 'EROFS') return 'the disk is read-only';
  if (code === 'ENOENT') return 'no folder can be made there';
  if (code === 'ENOSPC') return 'the disk is full';
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'there is a file in its place';
  return code ?? 'unknown reason';
}
