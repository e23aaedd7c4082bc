import { type ModelEntry, type ModelVariant, variantBytes, variantFiles } from '@backgroundfx/core';
import { areKept, servedFiles } from '../storage/model-store.ts';
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

  async function info(entry: ModelEntry, served: Served | null): Promise<ModelInfo> {
    const { id, displayName } = entry;
    const kept = await firstKept(entry);
    if (!kept && served) told.set(id, whereOnServer(entry, await served()));
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
    look: () => Promise.all(CATALOG.map(entry => info(entry, null))),
    ask() {
      let asked: ReturnType<Served> | undefined;
      const once = () => {
        asked ??= servedFiles();
        return asked;
      };
      return Promise.all(CATALOG.map(entry => info(entry, once)));
    },
  };
}

/** What the server has, asked for when it is needed. */
type Served = () => Promise<ReadonlySet<string> | undefined>;

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

function whereOnServer(entry: ModelEntry, served: ReadonlySet<string> | undefined): Found {
  const variants = processorVariants(entry);
  const variant = variants.find(candidate => variantFiles(candidate).every(({ name }) => served?.has(name)));
  if (variant) return { place: 'server', variant };
  return { place: served ? 'missing' : 'unreachable', variant: variants[0] };
}
