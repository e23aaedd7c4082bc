import { join } from 'node:path';
import {
  EngineError,
  findVariant,
  type ModelEntry,
  type ModelVariant,
  type VariantId,
  variantFiles,
} from '@backgroundfx/core';
import { hashFile } from '../../platform/hash-file.ts';
import type { CatalogueNetwork } from './cutout.api.ts';

/** Of the network that every thread has open: the graph for processors, as the server has nothing else. */
export const OWN_VARIANT = 'int8';

/**
 * What engine threads are told of one variant of a model whose files lie in `folder`.
 * @throws EngineError `invalid_argument` when the model has no such variant
 */
export function networkFile(model: ModelEntry, variant: VariantId, folder: string): CatalogueNetwork {
  const { id, input, output } = model;
  const { name } = findVariant(model, variant).graph;
  return { key: `${id}.${variant}`, model: { id, input, output }, graphPath: join(folder, name) };
}

/**
 * Makes sure that every file of a variant lies in `folder` as the catalogue describes it.
 * @throws EngineError `model_unavailable`, telling which file is missing or damaged
 */
export async function checkModelFiles(variant: ModelVariant, folder: string): Promise<void> {
  for (const { name, sha256 } of variantFiles(variant)) {
    const found = await hashFile(join(folder, name)).catch((cause: unknown) => {
      throw new EngineError('model_unavailable', `The model file ${name} cannot be read`, { cause });
    });
    if (found !== sha256) {
      throw new EngineError('model_unavailable', `The model file ${name} is not the one in the catalogue`);
    }
  }
}
