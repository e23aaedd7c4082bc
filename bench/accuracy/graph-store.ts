import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  findModel,
  findVariant,
  type ModelEntry,
  parseCatalog,
  type SegmentationSession,
  type Segmenter,
  type VariantId,
} from '@backgroundfx/core';
import { createNodeSession } from '@backgroundfx/inference/node';

const MODELS = fileURLToPath(new URL('../../models/', import.meta.url));

/** The built graphs, each opened when it is first asked for and kept. */
export class GraphStore {
  readonly #catalog = parseCatalog(JSON.parse(readFileSync(`${MODELS}catalog.json`, 'utf8')));
  readonly #open = new Map<string, Promise<SegmentationSession>>();

  /** @throws EngineError `invalid_argument` when the catalogue has no such model */
  model(id: string): ModelEntry {
    return findModel(this.#catalog, id);
  }

  /** @throws EngineError when the model has no such graph or the runtime refuses it */
  session(model: ModelEntry, variant: VariantId): Promise<SegmentationSession> {
    const graphPath = `${MODELS}dist/${findVariant(model, variant).graph.name}`;
    const found = this.#open.get(graphPath);
    if (found) return found;
    if (!existsSync(graphPath)) throw new Error(`${graphPath} is missing: npm run models -- add ${model.id}`);
    const opening = createNodeSession({ graphPath, model });
    this.#open.set(graphPath, opening);
    return opening;
  }

  /** What a host on processors hands the engine: the graph meant for them, and float when a plan asks for it. */
  async segmenter(id: string, second?: string): Promise<Segmenter> {
    const model = this.model(id);
    const session = await this.session(model, processorVariant(model));
    const float = model.variants.find(variant => variant.id === 'fp32');
    const other = second === undefined ? undefined : this.model(second);
    return {
      model,
      session,
      ...(float && { openFloat: () => this.session(model, 'fp32') }),
      ...(other && { second: { model: other, session: await this.session(other, processorVariant(other)) } }),
    };
  }

  async close(): Promise<void> {
    for (const opening of this.#open.values()) await (await opening).dispose();
  }
}

/** The first graph for processors that is built, else the first one, for its address in the complaint. */
function processorVariant({ id, variants }: ModelEntry): VariantId {
  const fitting = variants.filter(({ device }) => device !== 'gpu');
  const variant = fitting.find(({ graph }) => existsSync(`${MODELS}dist/${graph.name}`)) ?? fitting[0];
  if (!variant) throw new Error(`Model "${id}" has no graph for processors`);
  return variant.id;
}
