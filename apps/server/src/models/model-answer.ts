import { MODELS, type Model } from '@backgroundfx/contract';
import { findVariant, type ModelCatalog, type ModelEntry, variantBytes } from '@backgroundfx/core';
import type { OwnModel } from './own/own-model.repository.ts';
import { serverVariant } from './server-variant.ts';

/** Where a model of the catalogue stands on this server. */
export type CatalogueState = 'ready' | 'on_demand' | 'not_available';

/** A model of a user's own as the contract has it. */
export function ownModel({ id, manifest, classes, bytes, state, rejection, createdAt }: OwnModel): Model {
  return {
    id,
    name: manifest.name,
    source: 'upload',
    selected_by: ['custom'],
    state,
    ...(classes && { classes: classes.slice(1) }),
    bytes,
    manifest: {
      ...manifest,
      input: { ...manifest.input, mean: [...manifest.input.mean], std: [...manifest.input.std] },
      output: { ...manifest.output, classes: manifest.output.classes && [...manifest.output.classes] },
    },
    ...(rejection && { rejection }),
    created_at: createdAt.toISOString(),
  };
}

/** A model of the catalogue as the contract has it. */
export function catalogueModel(model: ModelEntry, state: CatalogueState, catalog: ModelCatalog): Model {
  const { id, displayName, licence, output, variants } = model;
  const own = serverVariant(model);
  const variant = own ? findVariant(model, own) : variants[0];
  return {
    id,
    name: displayName,
    source: 'catalog',
    selected_by: MODELS.filter(name => answersTo(name, model, catalog)),
    state,
    ...('classes' in output && { classes: output.classes.slice(1) }),
    bytes: variant ? variantBytes(variant) : 0,
    license: { id: licence.spdx, url: licence.url, note: licence.note },
  };
}

/** Whether a model works for a name: it is its own, or that of the model for which it stands in. */
function answersTo(name: string, { id, aliases }: ModelEntry, { models }: ModelCatalog): boolean {
  if (name === id || aliases.includes(name)) return true;
  return models.some(other => other.lighter === id && (name === other.id || other.aliases.includes(name)));
}
