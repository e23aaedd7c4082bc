import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { variantFiles } from './catalog.mjs';

/**
 * What something may weigh, as it goes over the wire.
 * @typedef {object} Budget
 * @property {string} files `entry .js` and `entry .css`: what index.html loads at once; `model cpu`: what each model's
 *   CPU variants make a browser download; anything else: a pattern over the built files' names
 * @property {'br' | 'plain'} encoding
 * @property {number} maxBytes
 * @property {boolean} [each] whether the budget is for the largest of them, not for their sum
 *
 * @typedef {{ name: string, bytes: number, maxBytes: number, ok: boolean }} Weight
 */

/**
 * Weighs the built product against its budgets. A budget that matches nothing is broken, and says so.
 * @param {Readonly<Record<string, Budget>>} budgets
 * @param {{ dist: string, catalog: import('@backgroundfx/core').ModelCatalog }} product
 * @returns {Weight[]}
 */
export function weigh(budgets, { dist, catalog }) {
  return Object.entries(budgets).map(([name, { files, encoding, maxBytes, each }]) => {
    const sizes =
      files === 'model cpu'
        ? modelSizes(catalog)
        : filesOf(dist, files).map(file => sizeOf(join(dist, file), encoding));
    const bytes = each ? Math.max(0, ...sizes) : sizes.reduce((sum, size) => sum + size, 0);
    return {
      name: sizes.length > 0 ? name : `${name} (nothing matches)`,
      bytes,
      maxBytes,
      ok: bytes > 0 && bytes <= maxBytes,
    };
  });
}

/**
 * @param {string} dist
 * @param {string} files
 */
function filesOf(dist, files) {
  if (files.startsWith('entry ')) {
    const html = readFileSync(join(dist, 'index.html'), 'utf8');
    const links = [...html.matchAll(/(?:src|href)="\/([^"]+)"/g)].map(([, path]) => String(path));
    return links.filter(path => path.endsWith(files.slice('entry '.length)));
  }
  const names = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  return names.filter(name => new RegExp(files).test(name));
}

/**
 * @param {string} file
 * @param {'br' | 'plain'} encoding
 */
function sizeOf(file, encoding) {
  const compressed = `${file}.br`;
  return statSync(encoding === 'br' && existsSync(compressed) ? compressed : file).size;
}

/** @param {import('@backgroundfx/core').ModelCatalog} catalog */
function modelSizes(catalog) {
  return catalog.models.flatMap(({ variants }) =>
    variants
      .filter(({ device }) => device === 'cpu')
      .map(variant => variantFiles(variant).reduce((sum, { bytes }) => sum + bytes, 0)),
  );
}
