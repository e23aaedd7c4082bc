import { type SegmentationSession, variantFiles } from '@backgroundfx/core';
import { createWebGraph, probeDevice } from '@backgroundfx/inference/web';
import { areKept, loadModelFile } from '../../storage/model-store.ts';
import { CATALOG } from '../model-catalog.ts';
import type { OpenNetwork } from './open-network.ts';
import { RUNTIME_FILES } from './runtime-files.ts';

/** In float a network takes most of a gigabyte more; a browser never tells of more than eight. */
const LEAST_MEMORY_GIB = 8;

/**
 * The same network in float, for a device whose processor runs it in 8 bits and that has the memory; nothing elsewhere,
 * and nothing where its weights would have to be downloaded again. Whoever opens it disposes of it after the job.
 */
export async function openFloat({ model, session }: OpenNetwork): Promise<SegmentationSession | undefined> {
  const { variant, threads } = session.choice;
  const { memoryGiB = 0 } = await probeDevice();
  const float = CATALOG.find(({ id }) => id === model.id)?.variants.find(({ id }) => id === 'fp32');
  if (variant.id !== 'int8' || !float || memoryGiB < LEAST_MEMORY_GIB) return undefined;
  if (!(await areKept(float.weights))) return undefined;
  const weights = new Map<string, Uint8Array>();
  for (const file of variantFiles(float)) weights.set(file.name, await loadModelFile(file, () => undefined));
  const graph = weights.get(float.graph.name) ?? new Uint8Array();
  weights.delete(float.graph.name);
  const options = { provider: 'wasm', threads, model, runtime: RUNTIME_FILES } as const;
  return createWebGraph({ ...options, bytes: { graph, weights } });
}
