import { join } from 'node:path';
import { findModel, type ModelCatalog, type ModelEntry, type ModelFile } from '@backgroundfx/core';
import { FoundryError, throwIfCancelled } from '../errors.ts';
import { checkFile, writeChecked } from '../fetch/half-file.ts';
import { sha256 } from '../fetch/hash.ts';
import { takeFromMirror } from '../fetch/mirror.ts';
import { type Folders, foldersOf, prepareProducts, sweep } from './folders.ts';
import { makeProducts } from './make-products.ts';
import type { OnProgress } from './progress.ts';
import { obtainSource } from './source.ts';
import { Stamps } from './stamps.ts';

export interface BuildOptions {
  readonly catalog: ModelCatalog;
  /** Folder of the catalogue and the calibrations; products go to its `dist/`, sources to its `.cache/`. */
  readonly dir: string;
  /** Ids or aliases; all models unless told. */
  readonly ids?: readonly string[];
  /** Folder or http(s) address that holds products, or source weights, under their own names. */
  readonly mirror?: string | undefined;
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How a model came to be complete. */
export interface BuildResult {
  readonly id: string;
  /** `present`: nothing to do. `mirrored`: products were copied. `built`: made from the source weights. */
  readonly how: 'present' | 'mirrored' | 'built';
}

/**
 * Sees to it that the products of each model lie in `dist/`, every byte as the catalogue promises. What is right
 * already is left alone, which takes a few milliseconds.
 * @throws FoundryError; no half-written file is left behind
 * @throws EngineError `invalid_argument` when the catalogue has no model of a given id
 */
export async function buildModels(options: BuildOptions): Promise<BuildResult[]> {
  const { catalog, ids } = options;
  const folders = foldersOf(options.dir);
  const models = ids ? [...new Set(ids.map(id => findModel(catalog, id)))] : catalog.models;
  await sweep(folders);
  const results: BuildResult[] = [];
  for (const model of models) {
    const stamps = await Stamps.open(folders.products);
    try {
      results.push({ id: model.id, how: await completeModel(model, folders, stamps, options) });
    } finally {
      await stamps.save();
    }
  }
  return results;
}

/** The files a model's variants consist of, each once, weights first. */
export function productsOf(model: ModelEntry): ModelFile[] {
  const files = [...model.variants.flatMap(v => v.weights), ...model.variants.map(v => v.graph)];
  return [...new Map(files.map(file => [file.name, file])).values()];
}

async function completeModel(
  model: ModelEntry,
  folders: Folders,
  stamps: Stamps,
  options: BuildOptions,
): Promise<BuildResult['how']> {
  const { mirror, onProgress, signal } = options;
  const missing: ModelFile[] = [];
  for (const file of productsOf(model)) {
    throwIfCancelled(signal, file.name);
    if (!(await stamps.holds(file))) missing.push(file);
  }
  if (missing.length === 0) return 'present';
  await prepareProducts(folders);
  if (mirror && (await mirrorProducts(model, missing, mirror, folders, options))) {
    for (const file of missing) await stamps.holds(file);
    return 'mirrored';
  }

  const source = await obtainSource({ model, cache: folders.cache, mirror, onProgress, signal });
  const progress = { model: model.id, step: 'convert', file: model.id, from: 'source weights' } as const;
  onProgress?.({ ...progress, done: 0, total: missing.length });
  const products = await makeProducts(model, source, folders.calibrations);
  // All are checked before the first is written: a set of files that do not belong together is never left.
  for (const file of productsOf(model)) checkProduct(file, products.get(file.name)!);
  for (const [i, file] of missing.entries()) {
    throwIfCancelled(signal, file.name);
    await writeChecked(join(folders.products, file.name), products.get(file.name)!, file);
    await stamps.holds(file);
    onProgress?.({ ...progress, done: i + 1, total: missing.length });
  }
  return 'built';
}

/** Takes the missing products from the mirror. Returns false when it lacks one of them, or has another version. */
async function mirrorProducts(
  model: ModelEntry,
  missing: readonly ModelFile[],
  mirror: string,
  { products }: Folders,
  { onProgress, signal }: BuildOptions,
): Promise<boolean> {
  for (const expected of missing) {
    const onBytes = (done: number) =>
      onProgress?.({
        model: model.id,
        step: 'fetch',
        file: expected.name,
        from: `mirror ${mirror}`,
        done,
        total: expected.bytes,
      });
    try {
      await takeFromMirror({ mirror, expected, to: join(products, expected.name), onBytes, signal });
    } catch (error) {
      const isFinal = !(error instanceof FoundryError) || ['cancelled', 'disk_full'].includes(error.code);
      if (isFinal) throw error;
      return false;
    }
  }
  return true;
}

function checkProduct(expected: ModelFile, bytes: Uint8Array): void {
  try {
    checkFile(expected, bytes.length, sha256(bytes), expected.name);
  } catch (cause) {
    throw new FoundryError(
      'hash_mismatch',
      expected.name,
      `${expected.name} came out with other bytes than the catalogue promises. If the foundry or the calibration ` +
        'was changed on purpose, run "npm run models -- --update-catalog"',
      { cause },
    );
  }
}
