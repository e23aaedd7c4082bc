import { EngineError, type ModelEntry, type ModelVariant, parseCatalog } from '@backgroundfx/core';
import catalog from '@backgroundfx/models/catalog.json';
import type { ChosenModel, OwnEntry } from './chosen-model.ts';

/** Every network that the page knows, in the order it is offered. */
export const CATALOG: readonly ModelEntry[] = parseCatalog(catalog).models;

/**
 * A network of the catalogue by its id.
 * @throws EngineError `invalid_argument` when there is none
 */
export function catalogEntry(id: string): ModelEntry {
  const entry = CATALOG.find(model => model.id === id);
  if (!entry) throw new EngineError('invalid_argument', `The page knows no model "${id}"`);
  return entry;
}

/** The variants that a processor runs, best first. */
export function processorVariants({ variants }: Pick<ModelEntry, 'variants'>): readonly ModelVariant[] {
  return variants.filter(({ device }) => device !== 'gpu');
}

/** How to speak to a chosen network. @throws EngineError `invalid_argument` when the catalogue has none of its id */
export function entryOf(model: ChosenModel): OwnEntry {
  return model.kind === 'own' ? model.entry : catalogEntry(model.id);
}
