import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './project-root.mjs';

/** @returns {import('@backgroundfx/core').ModelCatalog} the catalogue of models, taken at its word */
export function readCatalog() {
  return JSON.parse(readFileSync(join(ROOT, 'models/catalog.json'), 'utf8'));
}

/**
 * Everything that one variant of a model needs to run. The engine has this too, in TypeScript, which scripts cannot load.
 * @param {import('@backgroundfx/core').ModelVariant} variant
 * @returns {readonly import('@backgroundfx/core').ModelFile[]}
 */
export function variantFiles({ graph, weights }) {
  return [graph, ...weights];
}
