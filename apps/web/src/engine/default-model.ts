import {
  findModel,
  type ModelCatalog,
  type ModelEntry,
  type ModelFile,
  type ModelVariant,
} from '@backgroundfx/core';
import catalog from '@backgroundfx/models/catalog.json';

/** The network that the page uses. */
export const DEFAULT_MODEL: ModelEntry = findModel(catalog as unknown as ModelCatalog, 'isnet');

/** Everything that one variant needs to run. */
export function variantFiles(variant: ModelVariant): readonly ModelFile[] {
  return [variant.graph, ...variant.weights];
}

/** Bytes of one variant, all files together. */
export function variantBytes(variant: ModelVariant): number {
  return variantFiles(variant).reduce((sum, file) => sum + file.bytes, 0);
}
