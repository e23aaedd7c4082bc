import { findVariant, parseCatalog, type VariantId } from '@backgroundfx/core';
import { createWebGraph } from '@backgroundfx/inference/web';
import catalog from '@backgroundfx/models/catalog.json';
import { RUNTIME_FILES } from '../../../apps/web/src/engine/worker/runtime-files.ts';

/** One run of the shipped network on a made-up picture. */
export interface NetworkRun {
  readonly alpha: readonly number[];
  readonly loadMs: number;
  readonly runMs: number;
}

declare global {
  var runNetwork: (provider: 'wasm' | 'webgpu', variant: VariantId, side: number) => Promise<NetworkRun>;
}

globalThis.runNetwork = async (provider, id, side) => {
  const [model] = parseCatalog(catalog).models;
  if (!model) throw new Error('The catalogue is empty');
  const variant = findVariant(model, id);
  const began = performance.now();
  const weights = new Map<string, Uint8Array>();
  for (const { name } of variant.weights) weights.set(name, await bytesOf(name));
  const bytes = { graph: await bytesOf(variant.graph.name), weights };
  const graph = await createWebGraph({ provider, threads: 2, bytes, model, runtime: RUNTIME_FILES });
  const loaded = performance.now();
  const { data } = await graph.run({ data: ball(side), dims: [1, 3, side, side] });
  const runMs = performance.now() - loaded;
  await graph.dispose();
  return { alpha: [...data], loadMs: loaded - began, runMs };
};

async function bytesOf(name: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(`/models/${name}`)).arrayBuffer());
}

/** A bright ball on a dark, faintly patterned ground, as the network's input. */
function ball(side: number): Float32Array {
  const plane = side * side;
  return Float32Array.from({ length: 3 * plane }, (_, i) => {
    const x = (i % side) - side / 2;
    const y = Math.floor((i % plane) / side) - side / 2;
    return (x * x + y * y < plane / 9 ? 0.4 : -0.3) + 0.1 * Math.sin(i * 0.37);
  });
}
