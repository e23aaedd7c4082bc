import { findVariant, parseCatalog } from '@backgroundfx/core';
import { createWebGraph } from '@backgroundfx/inference/web';
import catalog from '@backgroundfx/models/catalog.json';
import { decodePicture } from '../../../apps/web/src/engine/worker/picture-decoder.ts';
import { encodePng } from '../../../apps/web/src/engine/worker/picture-encoder.ts';
import { RUNTIME_FILES } from '../../../apps/web/src/engine/worker/runtime-files.ts';
import { type Host, measure } from '../measure.ts';
import type { SpeedTask } from './page.ts';

/** The editor's own parts around the session, with as many threads as asked for. */
async function host(threads: number): Promise<Host<Blob>> {
  const [model] = parseCatalog(catalog).models;
  if (!model) throw new Error('The catalogue is empty');
  const { graph, weights } = findVariant(model, 'int8');
  const fetched = await Promise.all(
    weights.map(async ({ name }) => [name, await bytesOf(`/models/${name}`)] as const),
  );
  const bytes = { graph: await bytesOf(`/models/${graph.name}`), weights: new Map(fetched) };
  const session = await createWebGraph({ provider: 'wasm', threads, bytes, model, runtime: RUNTIME_FILES });
  return { model, session, decode: file => decodePicture(file, async () => undefined), encode: encodePng };
}

async function bytesOf(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(url)).arrayBuffer());
}

self.onmessage = async ({ data: { picture, threads, runs } }: MessageEvent<SpeedTask>) => {
  try {
    const file = await (await fetch(picture)).blob();
    self.postMessage(await measure(await host(threads), file, runs));
  } catch (error) {
    self.postMessage(String(error));
  }
};
