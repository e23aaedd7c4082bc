import { EngineError, type SegmentationSession, variantFiles } from '@backgroundfx/core';
import { createWebGraph, probeDevice } from '@backgroundfx/inference/web';
import { areKept, loadModelFile } from '../../storage/model-store.ts';
import { CATALOG } from '../model-catalog.ts';
import type { OpenNetwork } from './open-network.ts';
import { RUNTIME_FILES } from './runtime-files.ts';

/** In float a network takes most of a gigabyte more; a browser never tells of more than eight. */
const LEAST_MEMORY_GIB = 8;

/**
 * The same network in float, for a device whose processor runs it in 8 bits; nothing for others. Whoever opens it disposes
 * of it after the job.
 * @throws EngineError `out_of_memory` where the device has, or tells of, too little; `model_unavailable` where its weights
 *   would have to be downloaded again; and whatever `createWebGraph` throws
 */
export async function openFloat({ model, session }: OpenNetwork): Promise<SegmentationSession | undefined> {
  const { variant, threads } = session.choice;
  const float = CATALOG.find(({ id }) => id === model.id)?.variants.find(({ id }) => id === 'fp32');
  if (variant.id !== 'int8' || !float) return undefined;
  const { memoryGiB = 0 } = await probeDevice();
  if (memoryGiB < LEAST_MEMORY_GIB)
    throw new EngineError('out_of_memory', 'This device may have too little memory for float', {
      details: { memoryGiB },
    });
  if (!(await areKept(float.weights)))
    throw new EngineError('model_unavailable', 'The weights for float are not on this device');
  const weights = new Map<string, Uint8Array>();
  for (const file of variantFiles(float)) weights.set(file.name, await loadModelFile(file, () => undefined));
  const graph = weights.get(float.graph.name) ?? new Uint8Array();
  weights.delete(float.graph.name);
  const options = { provider: 'wasm', threads, model, runtime: RUNTIME_FILES } as const;
  return createWebGraph({ ...options, bytes: { graph, weights } });
}
