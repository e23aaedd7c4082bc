import { EngineError, type ModelVariant, variantBytes, variantFiles } from '@backgroundfx/core';
import { type GraphBytes, openWebSession, probeDevice, type WebSession } from '@backgroundfx/inference/web';
import { areKept, loadModelFile, servedFiles } from '../../storage/model-store.ts';
import type { CatalogModel, ChosenModel, OwnEntry, OwnModel } from '../chosen-model.ts';
import type { StageEvent } from '../cutout.api.ts';
import { catalogEntry } from '../model-catalog.ts';
import { RUNTIME_FILES } from './runtime-files.ts';

/** A network that is ready to run. */
export interface OpenNetwork {
  readonly model: OwnEntry;
  readonly session: WebSession;
}

/**
 * Brings a network's files here, if they have to be, and opens it in the best way that this device has.
 * @param report is told of the stages `download` and `load`
 * @throws EngineError `model_unavailable`, `model_corrupt`, and whatever `openWebSession` throws
 */
export async function openNetwork(
  model: ChosenModel,
  report: (event: StageEvent) => void,
): Promise<OpenNetwork> {
  const { entry, variants, loadBytes } =
    model.kind === 'own' ? ownSource(model) : await catalogSource(model, report);
  const session = await openWebSession({
    model: { ...entry, variants },
    facts: await probeDevice(),
    runtime: RUNTIME_FILES,
    async loadBytes(variant) {
      const bytes = await loadBytes(variant);
      report({ stage: 'load', done: 0 });
      return bytes;
    },
  });
  report({ stage: 'load', done: 1 });
  return { model: entry, session };
}

interface GraphSource {
  readonly entry: OwnEntry;
  readonly variants: readonly ModelVariant[];
  readonly loadBytes: (variant: ModelVariant) => Promise<GraphBytes>;
}

async function catalogSource(
  { id }: CatalogModel,
  report: (event: StageEvent) => void,
): Promise<GraphSource> {
  const entry = catalogEntry(id);
  return {
    entry,
    variants: entry.onDemand ? await withinReach(entry.variants) : entry.variants,
    async loadBytes(variant) {
      const totalBytes = variantBytes(variant);
      let before = 0;
      const weights = new Map<string, Uint8Array>();
      for (const file of variantFiles(variant)) {
        const content = await loadModelFile(file, arrived => {
          const loadedBytes = before + arrived;
          report({ stage: 'download', done: loadedBytes / totalBytes, loadedBytes, totalBytes });
        }).catch(error => {
          throw withModel(error, id);
        });
        before += file.bytes;
        weights.set(file.name, content);
      }
      const graph = weights.get(variant.graph.name) ?? new Uint8Array();
      weights.delete(variant.graph.name);
      return { graph, weights };
    },
  };
}

/** Says in an error's details which network it is about. */
function withModel(error: unknown, model: string): unknown {
  if (!(error instanceof EngineError)) return error;
  const { code, message, details } = error;
  return new EngineError(code, message, { cause: error, details: { ...details, model } });
}

/**
 * Of a network that is published in several encodings, those that lie on this device, else those that the server has;
 * all where neither is known, so that the download says what is wrong.
 */
async function withinReach(variants: readonly ModelVariant[]): Promise<readonly ModelVariant[]> {
  if (variants.length < 2) return variants;
  const kept = await keepIf(variants, variant => areKept(variantFiles(variant)));
  if (kept.length > 0) return kept;
  const files = await servedFiles();
  const served = variants.filter(variant => variantFiles(variant).every(({ name }) => files?.has(name)));
  return served.length > 0 ? served : variants;
}

async function keepIf<T>(items: readonly T[], test: (item: T) => Promise<boolean>): Promise<T[]> {
  const passed = await Promise.all(items.map(test));
  return items.filter((_, i) => passed[i]);
}

function ownSource({ file, entry }: OwnModel): GraphSource {
  const graph = { name: 'own.onnx', bytes: file.size, sha256: '' };
  return {
    entry,
    variants: [{ id: 'fp32', device: 'any', graph, weights: [] }],
    async loadBytes() {
      try {
        return { graph: new Uint8Array(await file.arrayBuffer()), weights: new Map() };
      } catch (cause) {
        throw new EngineError('model_unavailable', 'The file of the model cannot be read any more', {
          cause,
        });
      }
    },
  };
}
