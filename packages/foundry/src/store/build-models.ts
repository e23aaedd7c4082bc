import { findModel, type ModelCatalog } from '@backgroundfx/core';
import { completeProducts, completeVariant, type How, isMade } from './complete-model.ts';
import { foldersOf, sweep } from './folders.ts';
import type { OnProgress } from './progress.ts';

export interface BuildOptions {
  readonly catalog: ModelCatalog;
  /** Folder of the catalogue and the calibrations; products go to its `dist/`, sources to its `.cache/`. */
  readonly dir: string;
  /** Ids or aliases; all models that are not fetched on demand unless told. */
  readonly ids?: readonly string[];
  /** Folder or http(s) address that holds products, or source weights, under their own names. */
  readonly mirror?: string | undefined;
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How a model came to be complete. */
export interface BuildResult {
  readonly id: string;
  readonly how: How;
}

/**
 * Sees to it that each model can be used: what the foundry makes for it lies in `dist/`, or, of those that are used as
 * published, one variant does; every byte as the catalogue promises. What is right already is left alone, which takes a
 * few milliseconds.
 * @throws FoundryError; no half-written file is left behind
 * @throws EngineError `invalid_argument` when the catalogue has no model of a given id
 */
export async function buildModels(options: BuildOptions): Promise<BuildResult[]> {
  const { catalog, ids, dir, mirror, onProgress, signal } = options;
  const folders = foldersOf(dir);
  const models = ids
    ? [...new Set(ids.map(id => findModel(catalog, id)))]
    : catalog.models.filter(model => !model.onDemand);
  await sweep(folders);
  const results: BuildResult[] = [];
  for (const model of models) {
    const common = { folders, mirror, onProgress, signal };
    const how = model.variants.some(isMade)
      ? await completeProducts(model, common)
      : (await completeVariant(model, model.variants, common)).how;
    results.push({ id: model.id, how });
  }
  return results;
}
