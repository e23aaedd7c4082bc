import type { ModelEntry, VariantId } from '@backgroundfx/core';

/**
 * The variant of a model that is meant for processors, as the server has nothing else; undefined where any will do. Graphs
 * for graphics cards run here too, and slowly.
 */
export function serverVariant({ variants }: Pick<ModelEntry, 'variants'>): VariantId | undefined {
  return variants.find(({ device }) => device === 'cpu')?.id;
}
