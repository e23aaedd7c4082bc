import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What lies in source folders and does not change what is built from them. */
const NO_INPUT = /(^|\/)(node_modules|dist|\.[^/]+)(\/|$)|\.test\.[a-z]+$/;

/**
 * One hash over the names and contents of files, in a fixed order.
 * @param {string} root
 * @param {readonly string[]} paths files and folders relative to `root`; one that is missing counts as empty
 * @returns {string} lower-case hex
 */
export function hashInputs(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths) addTo(hash, root, path);
  return hash.digest('hex');
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} root
 * @param {string} path forward slashes
 */
function addTo(hash, root, path) {
  const full = join(root, path);
  if (NO_INPUT.test(path) || !existsSync(full)) return;
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) addTo(hash, root, `${path}/${name}`);
    return;
  }
  const content = readFileSync(full);
  hash.update(`${path}\0${content.length}\0`).update(content);
}
