import { type ModelEntry, type ModelVariant, variantBytes, variantFiles } from '@backgroundfx/core';
import { areKept, isServed } from '../storage/model-store.ts';
import type { ModelInfo, ModelPlace } from './chosen-model.ts';
import { CATALOG, processorVariants } from './model-catalog.ts';

/** Where the catalogue's networks are. */
export interface ModelPlaces {
  /** Looks on this device; what the server said before is told again. */
  look(): Promise<readonly ModelInfo[]>;
  /** Asks the server, too, for each network that is not on this device. */
  ask(): Promise<readonly ModelInfo[]>;
}

/** Nothing has been asked yet. */
export function createModelPlaces(): ModelPlaces {
  const told = new Map<string, Found>();

  async function info(entry: ModelEntry, asking: boolean): Promise<ModelInfo> {
    const { id, displayName } = entry;
    const kept = await firstKept(entry);
    if (!kept && asking) told.set(id, await askServer(entry));
    const found: Found = kept
      ? { place: 'device', variant: kept }
      : (told.get(id) ?? { place: 'elsewhere', variant: processorVariants(entry)[0] });
    return {
      id,
      displayName,
      totalBytes: found.variant ? variantBytes(found.variant) : 0,
      place: found.place,
    };
  }

  return {
    look: () => Promise.all(CATALOG.map(entry => info(entry, false))),
    ask: () => Promise.all(CATALOG.map(entry => info(entry, true))),
  };
}

interface Found {
  readonly place: ModelPlace;
  readonly variant: ModelVariant | undefined;
}

/** A variant of the network whose files are all on this device. */
export async function firstKept({
  variants,
}: Pick<ModelEntry, 'variants'>): Promise<ModelVariant | undefined> {
  for (const variant of variants) if (await areKept(variantFiles(variant))) return variant;
  return undefined;
}

async function askServer(entry: ModelEntry): Promise<Found> {
  const variants = processorVariants(entry);
  let place: ModelPlace = 'missing';
  for (const variant of variants) {
    const answers = await Promise.all(variantFiles(variant).map(isServed));
    if (answers.every(answer => answer)) return { place: 'server', variant };
    if (answers.includes(undefined)) place = 'unreachable';
  }
  return { place, variant: variants[0] };
}
