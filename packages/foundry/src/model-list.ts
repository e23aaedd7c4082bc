import { type ModelCatalog, type ModelEntry, variantBytes } from '@backgroundfx/core';
import type { ModelState } from './store/model-store.ts';

/** What is there and what there is, for people: a line for each model, in columns. */
export function describeModels(states: readonly ModelState[]): string {
  const rows = states.map(({ model, installed }) => [
    [model.id, ...model.aliases].join(', '),
    model.displayName,
    model.variants.map(v => `${v.id} ${megabytes(variantBytes(v))}`).join(', '),
    installed.length > 0 ? installed.join(', ') : 'no',
    model.licence.spdx,
    model.licence.origin,
  ]);
  const table = [['name', 'model', 'variants', 'installed', 'licence', 'origin'], ...rows];
  const widths = table[0]!.map((_, c) => Math.max(...table.map(row => row[c]!.length)));
  return table
    .map(row =>
      row
        .map((text, c) => text.padEnd(widths[c]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** The models that names stand for, and before each the lighter one that works in its place at times; each once. */
export function modelsToAdd(catalog: ModelCatalog, wanted: readonly ModelEntry[]): ModelEntry[] {
  const all = wanted.flatMap(model => [...catalog.models.filter(m => m.id === model.lighter), model]);
  return [...new Set(all)];
}
