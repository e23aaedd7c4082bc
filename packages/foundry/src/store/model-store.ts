import { join } from 'node:path';
import {
  EngineError,
  findModel,
  findVariant,
  type ModelCatalog,
  type ModelEntry,
  type ModelVariant,
  type VariantId,
  variantFiles,
} from '@backgroundfx/core';
import { FoundryError } from '../errors.ts';
import { completeVariant, type How, isMade, isPresent } from './complete-model.ts';
import { foldersOf, sweep } from './folders.ts';
import type { BuildProgress, OnProgress } from './progress.ts';
import { SharedWork } from './shared-work.ts';

export interface ModelStoreOptions {
  readonly catalog: ModelCatalog;
  /** Folder of the catalogue and the calibrations; models lie in its `dist/`. */
  readonly dir: string;
  /** Folder or http(s) address that holds models, or their source weights, under their own names; asked first. */
  readonly mirror?: string | undefined;
  /** Whether a model that is not there is fetched when it is asked for. */
  readonly autoDownload: boolean;
}

export interface EnsureOptions {
  /** The variant that is wanted; unless told, the first that is there, else the first that can be had. */
  readonly variant?: VariantId | undefined;
  readonly onProgress?: OnProgress | undefined;
  /** Ends this call's waiting; the work goes on as long as others wait for it. */
  readonly signal?: AbortSignal | undefined;
}

/** A model that can be used. */
export interface InstalledModel {
  readonly model: ModelEntry;
  readonly variant: ModelVariant;
  /** Path of its graph; its weights lie beside it. */
  readonly graphPath: string;
  /** Paths of all its files. */
  readonly paths: readonly string[];
  readonly how: How;
}

/** What a store has of a model. */
export interface ModelState {
  readonly model: ModelEntry;
  readonly installed: readonly VariantId[];
}

export interface ModelStore {
  /**
   * Sees to it that a model can be used, by id or alias. Calls that ask for the same at the same time share the work;
   * after a failure the next call tries again. What lies there is checked against the catalogue.
   * @throws EngineError `model_unavailable`, saying what to do; `invalid_argument` for a name that the catalogue does not
   *   have; `cancelled` when the signal fires
   */
  ensure(name: string, options?: EnsureOptions): Promise<InstalledModel>;
  /** What is there of every model of the catalogue, in its order. */
  list(): Promise<ModelState[]>;
}

/** The models of a folder. Several stores, in whatever processes, may work in one folder. */
export function createModelStore(options: ModelStoreOptions): ModelStore {
  const { catalog, mirror, autoDownload } = options;
  const folders = foldersOf(options.dir);
  const work = new SharedWork<{ variant: ModelVariant; how: How }, BuildProgress>();

  async function complete(model: ModelEntry, wanted: readonly ModelVariant[], ensure: EnsureOptions) {
    for (const variant of wanted) {
      if (await isPresent(variant, folders)) return { variant, how: 'present' as const };
    }
    if (!autoDownload)
      throw unavailable(model, wanted, 'it is not installed, and nothing is fetched by itself');
    const key = [model.id, ...wanted.map(v => v.id)].join(' ');
    return work.join(
      key,
      async (signal, onProgress) => {
        await sweep(folders);
        return completeVariant(model, wanted, { folders, mirror, signal, onProgress });
      },
      ensure,
    );
  }

  return {
    async ensure(name, ensure = {}) {
      const model = findModel(catalog, name);
      const wanted = ensure.variant === undefined ? model.variants : [findVariant(model, ensure.variant)];
      try {
        const { variant, how } = await complete(model, wanted, ensure);
        const pathOf = (file: { name: string }) => join(folders.products, file.name);
        const paths = variantFiles(variant).map(pathOf);
        return { model, variant, graphPath: pathOf(variant.graph), paths, how };
      } catch (error) {
        if (!(error instanceof FoundryError)) throw error;
        if (error.code === 'cancelled') throw new EngineError('cancelled', error.message, { cause: error });
        throw unavailable(model, wanted, error.message, error);
      }
    },
    async list() {
      const states: ModelState[] = [];
      for (const model of catalog.models) {
        const installed: VariantId[] = [];
        for (const variant of model.variants) {
          if (await isPresent(variant, folders)) installed.push(variant.id);
        }
        states.push({ model, installed });
      }
      return states;
    },
  };
}

/** Why a model cannot be had, and what to do about it. */
function unavailable(
  model: ModelEntry,
  wanted: readonly ModelVariant[],
  reason: string,
  cause?: FoundryError,
): EngineError {
  const command = `npm run models -- add ${model.id}`;
  const files = wanted.flatMap(v => (isMade(v) ? model.sources : (v.sources ?? [])).map(s => s.file.name));
  const held = [...new Set(files)].join(' or ');
  const advice = `Run "${command}", or set MODEL_MIRROR to a folder that holds ${held}`;
  const details = { model: model.id, command, files: held, ...(cause && { reason: cause.code }) };
  return new EngineError('model_unavailable', `${model.displayName} cannot be used: ${reason}. ${advice}`, {
    cause,
    details,
  });
}
