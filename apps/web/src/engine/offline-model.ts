import { variantBytes, variantFiles } from '@backgroundfx/core';
import { areKept, loadModelFile } from '../storage/model-store.ts';
import type { ChosenModel } from './chosen-model.ts';
import { catalogEntry, processorVariants } from './model-catalog.ts';
import { firstKept } from './model-places.ts';

/** The chosen network, as far as working without a network goes. */
export interface OfflineModel {
  readonly name: string;
  readonly bytes: number;
  readonly keptBytes: number;
}

/** Looks for the files of a network on this device; null for one of the user's own, which has no address to come from. */
export async function offlineModel(model: ChosenModel): Promise<OfflineModel | null> {
  if (model.kind === 'own') return null;
  const entry = catalogEntry(model.id);
  const kept = await firstKept(entry);
  const variant = kept ?? processorVariants(entry)[0];
  if (!variant) return null;
  const bytes = variantBytes(variant);
  if (kept) return { name: entry.displayName, bytes, keptBytes: bytes };
  const here = await Promise.all(
    variantFiles(variant).map(async file => ((await areKept([file])) ? file.bytes : 0)),
  );
  return { name: entry.displayName, bytes, keptBytes: here.reduce((a, b) => a + b, 0) };
}

/**
 * Fetches what is missing of a network, and checks every file of it against its hash.
 * @param onBytes of the network that are here so far
 * @throws EngineError `model_unavailable`, `model_corrupt`
 */
export async function fetchOfflineModel(model: ChosenModel, onBytes: (bytes: number) => void): Promise<void> {
  if (model.kind === 'own') return;
  const entry = catalogEntry(model.id);
  const variant = (await firstKept(entry)) ?? processorVariants(entry)[0];
  let done = 0;
  for (const file of variant ? variantFiles(variant) : []) {
    await loadModelFile(file, loaded => onBytes(done + loaded));
    done += file.bytes;
    onBytes(done);
  }
}
