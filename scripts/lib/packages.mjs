import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildNativeSqlite } from './native-sqlite.mjs';
import { ROOT } from './project-root.mjs';
import { runNpm } from './run-command.mjs';
import { StepError } from './step-error.mjs';

/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, link?: boolean }} LockedPackage */

/**
 * Whether `node_modules` holds what the lockfile asks for. npm leaves its own account of what it installed in
 * `node_modules/.package-lock.json`, written last, so a half-done install counts as none.
 * @param {string} root
 */
export function packagesAreInstalled(root) {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const present = readPackages(join(root, 'node_modules/.package-lock.json'));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, { version, optional, devOptional, link }]) => {
    if (!path.startsWith('node_modules/') || optional || devOptional) return true;
    return link ? present[path]?.link === true : present[path]?.version === version;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage> | undefined}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** @type {import('./steps.mjs').Step} */
export const installPackages = {
  name: 'Packages',
  async run() {
    const present = packagesAreInstalled(ROOT);
    if (!present) {
      const { code } = await runNpm(['ci', '--no-audit', '--no-fund']);
      if (code !== 0)
        throw new StepError(`npm ci failed (exit code ${code}), for the reason npm gives above`);
    }
    const built = await buildNativeSqlite();
    return present && !built ? 'up to date' : 'installed';
  },
};
