import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const GROUPS = ['packages', 'apps'];
const ROOMS = ['scripts', 'e2e', 'bench'];

/**
 * Every TypeScript project of the house, one per runtime: the `tsconfig*.json` files of each room. A file that runs
 * in two runtimes is checked in both.
 * @param {string} root
 * @returns {string[]} paths relative to the root
 */
export function findTypeProjects(root) {
  const rooms = [
    ...GROUPS.flatMap(group => readdirSync(join(root, group)).map(name => `${group}/${name}`)),
    ...ROOMS,
  ].filter(room => existsSync(join(root, room)));
  return rooms.flatMap(room =>
    readdirSync(join(root, room))
      .filter(name => /^tsconfig(\..+)?\.json$/.test(name))
      .map(name => `${room}/${name}`),
  );
}
