import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelCatalog, ModelEntry, ModelFile } from '@backgroundfx/core';
import { throwIfCancelled } from '../errors.ts';
import { diskError, TEMPORARY, writeChecked } from '../fetch/half-file.ts';
import { sha256 } from '../fetch/hash.ts';
import type { BuildOptions } from './build-models.ts';
import { CATALOG } from './catalog-file.ts';
import { isMade } from './complete-model.ts';
import { foldersOf, prepareProducts } from './folders.ts';
import { makeProducts } from './make-products.ts';
import { obtainSource } from './source.ts';

/**
 * For maintainers: builds every model anew that the foundry makes, writes the products to `dist/`, and their sizes and
 * hashes to the catalogue file.
 * @returns the catalogue as it stands now
 */
export async function updateCatalog(options: Omit<BuildOptions, 'ids'>): Promise<ModelCatalog> {
  const { catalog, dir, mirror, onProgress, signal } = options;
  const folders = foldersOf(dir);
  await prepareProducts(folders);
  const models: ModelEntry[] = [];
  for (const model of catalog.models) {
    if (!model.variants.some(isMade)) {
      models.push(model);
      continue;
    }
    const source = await obtainSource({ model, cache: folders.cache, mirror, onProgress, signal });
    throwIfCancelled(signal, model.id);
    const products = await makeProducts(model, source, folders.calibrations);
    const files = new Map<string, ModelFile>();
    for (const [name, bytes] of products)
      files.set(name, { name, bytes: bytes.length, sha256: sha256(bytes) });
    for (const file of files.values()) {
      await writeChecked(join(folders.products, file.name), products.get(file.name)!, file);
    }
    const renewed = (file: ModelFile) => files.get(file.name) ?? file;
    const variants = model.variants.map(v => ({
      ...v,
      graph: renewed(v.graph),
      weights: v.weights.map(renewed),
    }));
    models.push({ ...model, variants });
  }
  const updated = { ...catalog, models };
  await writeCatalog(dir, updated);
  return updated;
}

async function writeCatalog(dir: string, catalog: ModelCatalog): Promise<void> {
  const path = join(dir, CATALOG);
  const half = `${path}.${randomUUID()}${TEMPORARY}`;
  try {
    await mkdir(dir, { recursive: true });
    await writeFile(half, format(catalog));
    await rename(half, path);
  } catch (error) {
    await rm(half, { force: true });
    throw diskError(error, path);
  }
}

/** Longest list that stays on one line, in characters. */
const LINE = 80;

/** JSON in the house's format: short lists of numbers and texts on one line. */
function format(catalog: ModelCatalog): string {
  const text = JSON.stringify(catalog, null, 2);
  const joined = text.replace(/\[\s+([^[\]{}]*?)\s+\]/g, (list: string, items: string) => {
    const line = `[${items.replace(/\s*\n\s*/g, ' ')}]`;
    return line.length > LINE ? list : line;
  });
  return `${joined}\n`;
}
