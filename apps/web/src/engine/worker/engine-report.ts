import { type MatteResult, variantBytes, withoutFloatNote } from '@backgroundfx/core';
import type { ChosenModel } from '../chosen-model.ts';
import type { EngineReport } from '../cutout.api.ts';
import { CATALOG } from '../model-catalog.ts';
import type { OpenNetwork } from './open-network.ts';

/** What ran, and why in that way. */
export function reportOf(
  chosen: ChosenModel,
  { model, session }: OpenNetwork,
  { runs, withoutFloat }: Pick<MatteResult, 'runs' | 'withoutFloat'>,
): EngineReport {
  const { variant, provider, threads, why } = session.choice;
  const ids = [...new Set(runs.map(run => run.model))];
  return {
    models: ids.map(id => ({ id, displayName: id === model.id ? model.displayName : nameOf(id) })),
    ...(chosen.kind === 'catalog'
      ? { variant: runs.some(run => run.float) ? `fp32 + ${variant.id}` : variant.id }
      : {}),
    provider,
    threads,
    looks: runs.length,
    why: withoutFloat ? `${why}. ${withoutFloatNote(withoutFloat)}` : why,
    modelBytes: variantBytes(variant),
  };
}

function nameOf(id: string): string {
  return CATALOG.find(model => model.id === id)?.displayName ?? id;
}
