import { join } from 'node:path';
import { type ModelEntry, type ModelFile, type ModelVariant, variantFiles } from '@backgroundfx/core';
import { FoundryError, throwIfCancelled } from '../errors.ts';
import { checkFile, writeChecked } from '../fetch/half-file.ts';
import { sha256 } from '../fetch/hash.ts';
import { takeFromMirror } from '../fetch/mirror.ts';
import { type Folders, prepareProducts } from './folders.ts';
import { makeProducts } from './make-products.ts';
import type { OnProgress } from './progress.ts';
import { isFinal, obtainFile, obtainSource, summary } from './source.ts';
import { Stamps } from './stamps.ts';

export interface CompleteOptions {
  readonly folders: Folders;
  /** Folder or http(s) address that holds products, or source weights, under their own names. */
  readonly mirror?: string | undefined;
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** `present`: nothing to do. `mirrored`: files were copied. `fetched`: as published. `built`: made from the source weights. */
export type How = 'present' | 'mirrored' | 'fetched' | 'built';

/** The files that the foundry makes for a model, each once, weights first. */
export function productsOf(model: ModelEntry): ModelFile[] {
  const made = model.variants.filter(isMade);
  const files = [...made.flatMap(v => v.weights), ...made.map(v => v.graph)];
  return [...new Map(files.map(file => [file.name, file])).values()];
}

/** Whether the foundry makes a variant; else it is used as published. */
export function isMade(variant: ModelVariant): boolean {
  return variant.sources === undefined;
}

/** Whether every file of a variant lies in the folder of the products, as the catalogue promises it. */
export async function isPresent(variant: ModelVariant, { products }: Folders): Promise<boolean> {
  return withStamps(products, async stamps => (await missingOf(variantFiles(variant), stamps)).length === 0);
}

/**
 * Sees to it that everything the foundry makes for a model lies in `dist/`, every byte as the catalogue promises.
 * @throws FoundryError; no half-written file is left behind
 */
export async function completeProducts(model: ModelEntry, options: CompleteOptions): Promise<How> {
  const { folders, mirror, signal } = options;
  return withStamps(folders.products, async stamps => {
    const missing = await missingOf(productsOf(model), stamps, signal);
    if (missing.length === 0) return 'present';
    await prepareProducts(folders);
    const mirrored = mirror !== undefined && (await mirrorProducts(model, missing, mirror, options));
    if (!mirrored) await buildProducts(model, missing, options);
    for (const file of missing) await stamps.holds(file);
    return mirrored ? 'mirrored' : 'built';
  });
}

/**
 * Sees to it that one of `variants` lies in `dist/`, every byte as the catalogue promises: the first that is there, else
 * the first that can be had.
 * @throws FoundryError of the last place that was tried; its message tells of the others too
 */
export async function completeVariant(
  model: ModelEntry,
  variants: readonly ModelVariant[],
  options: CompleteOptions,
): Promise<{ variant: ModelVariant; how: How }> {
  for (const variant of variants) {
    throwIfCancelled(options.signal, variant.graph.name);
    if (await isPresent(variant, options.folders)) return { variant, how: 'present' };
  }
  const failures: FoundryError[] = [];
  for (const variant of variants) {
    try {
      const how = isMade(variant)
        ? await completeProducts(model, options)
        : await fetchPublished(model, variant, options);
      return { variant, how };
    } catch (error) {
      if (!(error instanceof FoundryError) || isFinal(error)) throw error;
      failures.push(error);
    }
  }
  throw summary(model, failures);
}

async function fetchPublished(
  model: ModelEntry,
  { graph, sources = [] }: ModelVariant,
  { folders, ...options }: CompleteOptions,
): Promise<How> {
  return withStamps(folders.products, async stamps => {
    await prepareProducts(folders);
    const { from } = await obtainFile(sources, { ...options, model, folder: folders.products });
    await stamps.holds(graph);
    return from === 'mirror' ? 'mirrored' : 'fetched';
  });
}

async function withStamps<T>(folder: string, work: (stamps: Stamps) => Promise<T>): Promise<T> {
  const stamps = await Stamps.open(folder);
  try {
    return await work(stamps);
  } finally {
    await stamps.save();
  }
}

async function missingOf(
  files: readonly ModelFile[],
  stamps: Stamps,
  signal?: AbortSignal,
): Promise<ModelFile[]> {
  const missing: ModelFile[] = [];
  for (const file of files) {
    throwIfCancelled(signal, file.name);
    if (!(await stamps.holds(file))) missing.push(file);
  }
  return missing;
}

async function buildProducts(
  model: ModelEntry,
  missing: readonly ModelFile[],
  { folders, mirror, onProgress, signal }: CompleteOptions,
): Promise<void> {
  const source = await obtainSource({ model, cache: folders.cache, mirror, onProgress, signal });
  const progress = { model: model.id, step: 'convert', file: model.id, from: 'source weights' } as const;
  onProgress?.({ ...progress, done: 0, total: missing.length });
  const products = await makeProducts(model, source, folders.calibrations);
  // All are checked before the first is written: a set of files that do not belong together is never left.
  for (const file of productsOf(model)) checkProduct(file, products.get(file.name)!);
  for (const [i, file] of missing.entries()) {
    throwIfCancelled(signal, file.name);
    await writeChecked(join(folders.products, file.name), products.get(file.name)!, file);
    onProgress?.({ ...progress, done: i + 1, total: missing.length });
  }
}

/** Takes the missing products from the mirror. Returns false when it lacks one of them, or has another version. */
async function mirrorProducts(
  model: ModelEntry,
  missing: readonly ModelFile[],
  mirror: string,
  { folders, onProgress, signal }: CompleteOptions,
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
      await takeFromMirror({ mirror, expected, to: join(folders.products, expected.name), onBytes, signal });
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
