import { type CutoutOptions, SIZES } from '@backgroundfx/contract';
import {
  type ClassShare,
  EngineError,
  findBackdrop,
  parseColour,
  type Quality,
  withoutFloatNote,
} from '@backgroundfx/core';
import { ApiError } from '../platform/api-error.ts';
import type { BlobStore } from '../platform/blobs/blob-store.ts';
import { fetchBlob } from '../platform/blobs/fetch-blob.ts';
import type { ScratchFolder } from '../platform/blobs/scratch.ts';
import { inspectPicture } from '../platform/pictures/picture-file.ts';
import { wrongField } from '../platform/upload/form-errors.ts';
import type {
  CutoutFacts,
  CutoutFormat,
  CutoutPool,
  CutoutShape,
  CutoutTask,
  RecipeTask,
  TaskNetworks,
} from './engine/cutout.api.ts';
import type { Pace } from './pace.ts';
import type { NamedPictures } from './picture-form.ts';
import { regionOf } from './region-of.ts';

/** What is known of a finished cut-out. */
export interface CutoutReport {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly format: CutoutFormat;
  /** From the whole upload to the finished files, without the time that its model took to arrive. */
  readonly seconds: number;
  /** Id of the model that ran; absent where the picture was cut out already. */
  readonly model?: string | undefined;
  /** What a model of classes found, largest first; empty for others. */
  readonly classes: readonly ClassShare[];
  /** Why it was another than the named one, or did not work as the quality asks, for people. */
  readonly note: string | undefined;
  /** How sure the engine is of its subject, 0..1; absent where the picture was cut out already. */
  readonly confidence?: number | undefined;
}

/** A cut-out in its scratch folder. */
export interface FreshCutout extends CutoutReport {
  /** Absolute paths. */
  readonly image: string;
  readonly mask: string | undefined;
}

/** A picture to be cut out. */
export interface CutoutOrder {
  /** Whose it is, and whose pictures a recipe may name. */
  readonly userId: string;
  /** Absolute path. */
  readonly path: string;
  readonly options: CutoutOptions;
  /** What the result is written as. */
  readonly format: CutoutFormat;
  /** With a recipe: whether a picture that is see-through somewhere is a cut-out already, which is not cut out again. */
  readonly takesCutouts?: boolean | undefined;
  /** Whether nobody waits for it with a request open. */
  readonly patient?: boolean;
}

export interface NamedNetworks extends TaskNetworks {
  /** Why another model works than the named one, for people. */
  readonly note?: string;
  /** To be called once the picture is done with them. */
  readonly release?: () => void;
}

/** Which model a picture is to be worked on with. */
export interface NetworkWish {
  readonly userId: string;
  /** Of the API. */
  readonly model: string;
  /** A model of the user's own. */
  readonly modelId: string | undefined;
  /** What is to count as the subject; all that the model knows when absent. */
  readonly classes: readonly string[] | undefined;
  readonly quality: Quality;
  /** Whether it may wait for its turn for as long as it takes. */
  readonly patient?: boolean;
}

/** Knows which networks work for a wish, and where they lie. */
export interface NetworkSource {
  /** @throws ApiError 404, 409 and 400 for what can be known to be impossible without waiting */
  check(wish: NetworkWish): Promise<void>;
  /**
   * @throws ApiError as `check`, 503 `model_unavailable`; EngineError `invalid_model` for a user's own; the signal's reason when
   *   it fires while a network is being fetched
   */
  networksFor(wish: NetworkWish, signal: AbortSignal): Promise<NamedNetworks>;
  /** The network of that key could not be opened. */
  forget(key: string): void;
}

export interface CutoutMakerDeps {
  readonly engine: Pick<CutoutPool, 'run' | 'state'>;
  readonly models: NetworkSource;
  readonly pace: Pace;
  /** Pictures that a recipe may name to lay behind the subject. */
  readonly backdrops: NamedPictures;
  readonly blobs: BlobStore;
  readonly maxPixels: number;
}

const MEGA = 1_000_000;

/** From a picture's file to the files of its cut-out. */
export class CutoutMaker {
  readonly #deps: CutoutMakerDeps;

  constructor(deps: CutoutMakerDeps) {
    this.#deps = deps;
  }

  /** To be called before an upload: it is better known before it than after. @throws EngineError `model_unavailable` */
  checkEngine(): void {
    if (this.#deps.engine.state !== 'failed') return;
    throw new EngineError('model_unavailable', 'The model cannot be used');
  }

  /** Whether the model of an order can be had, as far as it is known by now. @throws ApiError 404, 409, 400 */
  checkModel(userId: string, options: CutoutOptions): Promise<void> {
    return this.#deps.models.check(wishOf(userId, options));
  }

  /**
   * Makes what an order asks for.
   * @param folder where the result is written; owned by the caller
   * @throws ApiError 422 `no_foreground`, `model_failed` for a model of the user's own, 404, 409 and 400 for the model, 400 for
   *   a region that is none; EngineError for the picture; what the disk says
   */
  async make(order: CutoutOrder, folder: ScratchFolder, signal: AbortSignal): Promise<FreshCutout> {
    const { maxPixels, pace } = this.#deps;
    const { path, options, format } = order;
    const size = await inspectPicture(path, { maxPixels });
    const shape = shapeOf(options, size);
    const wish = { ...wishOf(order.userId, options), patient: order.patient ?? false };
    const recipe = await this.#recipe(order, folder, signal);
    const { note, release, ...networks } = await this.#networks(wish, signal);
    const started = performance.now();
    const task: CutoutTask = {
      source: path,
      target: folder.file('image'),
      ...(options.return_mask && { mask: folder.file('mask') }),
      format,
      shape,
      ...(recipe && { recipe }),
      ...(options.bg_color !== undefined && { background: parseColour(options.bg_color) }),
      channels: options.channels,
      quality: options.quality,
      edgeRefinement: options.edge_refinement,
      networks,
      ...(options.classes && { classes: options.classes }),
    };
    const { hasForeground, withoutFloat, ...facts } = await pace
      .follow(this.#run(task, signal))
      .catch((error: unknown) => {
        throw asFailure(error, options.model_id);
      })
      .finally(release);
    signal.throwIfAborted();
    if (!hasForeground) throw noForeground();
    const seconds = (performance.now() - started) / 1000;
    const notes = [note, withoutFloat && withoutFloatNote(withoutFloat)].filter(text => text !== undefined);
    return {
      ...facts,
      note: notes.join('. ') || undefined,
      format,
      seconds,
      image: task.target,
      mask: task.mask,
    };
  }

  async #networks(wish: NetworkWish, signal: AbortSignal): Promise<NamedNetworks> {
    try {
      return await this.#deps.models.networksFor(wish, signal);
    } catch (error) {
      throw asFailure(error, wish.modelId);
    }
  }

  /** A recipe with the picture that it names, fetched. */
  async #recipe(
    { userId, options, format, takesCutouts = false }: CutoutOrder,
    folder: ScratchFolder,
    signal: AbortSignal,
  ): Promise<RecipeTask | undefined> {
    if (!options.recipe || format === 'zip') return undefined;
    const recipe = { ...options.recipe, output: { ...options.recipe.output, format } };
    const { background } = recipe;
    if (background.type === 'library' && !findBackdrop(background.id)) {
      throw new ApiError(404, 'not_found', 'There is no such background');
    }
    if (background.type !== 'image') return { recipe, takesCutouts };
    const { backdrops, blobs, maxPixels } = this.#deps;
    const { key } = await backdrops.source(userId, background.id);
    const backdrop = folder.file('backdrop');
    if (!(await fetchBlob(blobs, key, backdrop, signal))) {
      throw new ApiError(404, 'not_found', 'There is no such image');
    }
    await inspectPicture(backdrop, { maxPixels });
    return { recipe, takesCutouts, backdrop };
  }

  async #run(task: CutoutTask, signal: AbortSignal): Promise<CutoutFacts> {
    const { engine, models } = this.#deps;
    try {
      const facts = await engine.run(task, signal);
      const float = task.networks?.float;
      if (facts.withoutFloat === 'model_unavailable' && typeof float === 'object') models.forget(float.key);
      return facts;
    } catch (error) {
      const network = error instanceof EngineError ? error.details.network : undefined;
      if (typeof network === 'string') models.forget(network);
      throw error;
    }
  }
}

function shapeOf(
  { roi, crop, crop_margin, max_side, size }: CutoutOptions,
  picture: { readonly width: number; readonly height: number },
): CutoutShape {
  const region = roi === undefined ? undefined : regionOf(roi, picture);
  if (roi !== undefined && !region) throw wrongField('roi', 'roi holds nothing of the picture');
  const megapixels = SIZES[size];
  return {
    ...(region && { region }),
    ...(crop && { crop: { margin: crop_margin } }),
    ...(max_side !== undefined && { maxSide: max_side }),
    ...(megapixels !== undefined && { maxPixels: megapixels * MEGA }),
  };
}

function wishOf(userId: string, { model, model_id, classes, quality }: CutoutOptions): NetworkWish {
  return { userId, model, modelId: model_id, classes, quality };
}

/** A model of the user's own that does not get through a picture is not the server's fault, nor the request's. */
function asFailure(error: unknown, modelId: string | undefined): unknown {
  if (!(error instanceof EngineError && error.code === 'invalid_model')) return error;
  const { message, details } = error;
  return new ApiError(422, 'model_failed', message, {
    details: { model_id: modelId, reason: details.reason },
    cause: error,
  });
}

function noForeground(): ApiError {
  return new ApiError(422, 'no_foreground', 'There is no subject in the picture that could be cut out');
}
