import { findVariant, type ModelEntry, parseCatalog, type SegmentationSession } from '@backgroundfx/core';
import { createWebGraph } from '@backgroundfx/inference/web';
import catalog from '@backgroundfx/models/catalog.json';
import { RUNTIME_FILES } from '../apps/web/src/engine/worker/runtime-files.ts';

export interface EditorNetwork {
  readonly model: ModelEntry;
  readonly session: SegmentationSession;
}

/** Opens the network as the editor does on a processor, in a worker of a served page, with so many threads. */
export async function openEditorNetwork(threads: number): Promise<EditorNetwork> {
  const [model] = parseCatalog(catalog).models;
  if (!model) throw new Error('The catalogue is empty');
  const { graph, weights } = findVariant(model, 'int8');
  const fetched = await Promise.all(
    weights.map(async ({ name }) => [name, await bytesOf(`/models/${name}`)] as const),
  );
  const bytes = { graph: await bytesOf(`/models/${graph.name}`), weights: new Map(fetched) };
  const session = await createWebGraph({ provider: 'wasm', threads, bytes, model, runtime: RUNTIME_FILES });
  return { model, session };
}

async function bytesOf(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(url)).arrayBuffer());
}
