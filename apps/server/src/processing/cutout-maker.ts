import type { IncomingMessage } from 'node:http';
import { parseRemoveBackgroundFields, type RemoveBackgroundFields } from '@backgroundfx/contract';
import { type ClassShare, EngineError, type Quality, withoutFloatNote } from '@backgroundfx/core';
import { ApiError, invalidRequest } from '../platform/api-error.ts';
import type { ScratchFolder } from '../platform/blobs/scratch.ts';
import { pictureName } from '../platform/picture-name.ts';
import { inspectPicture } from '../platform/pictures/picture-file.ts';
import { PICTURE_UPLOAD } from '../platform/upload/picture-upload.ts';
import { type FormRules, receiveForm } from '../platform/upload/receive-form.ts';
import type { CutoutFacts, CutoutFormat, CutoutPool, CutoutTask, TaskNetworks } from './engine/cutout.api.ts';
import type { Pace } from './pace.ts';

/** A picture on its way in. */
export interface PictureRequest {
  /** Its body is a form that nobody has read from. */
  readonly message: IncomingMessage;
  readonly userId: string;
  /** Fires when the client goes away; everything done for it ends then. */
  readonly signal: AbortSignal;
}

/** What is known of a finished cut-out. */
export interface CutoutReport {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly format: CutoutFormat;
  /** From the whole upload to the finished files, without the time that its model took to arrive. */
  readonly seconds: number;
  /** Id of the model that ran. */
  readonly model: string;
  /** What a model of classes found, largest first; empty for others. */
  readonly classes: readonly ClassShare[];
  /** Why it was another than the named one, or did not work as the quality asks, for people. */
  readonly note: string | undefined;
  /** How sure the engine is of its subject, 0..1. */
  readonly confidence: number;
}

/** A cut-out in its scratch folder. */
export interface FreshCutout extends CutoutReport {
  /** Name of the picture, without an ending. */
  readonly name: string;
  /** Absolute paths. */
  readonly image: string;
  readonly mask: string | undefined;
}

/** Which answers there can be. */
export interface CutoutWish {
  readonly format: CutoutFormat;
  /** Whether the answer has room for a matte. */
  readonly mayHaveMask: boolean;
}

export interface NamedNetworks extends TaskNetworks {
  /** Why another model works than the named one, for people. */
  readonly note?: string;
}

/** Knows which networks work for a model's name, and where they lie. */
export interface NetworkSource {
  /** @throws ApiError 503 `model_unavailable`; the signal's reason when it fires while a network is being fetched */
  networksFor(model: string, quality: Quality, signal: AbortSignal): Promise<NamedNetworks>;
  /** The network of that key could not be opened. */
  forget(key: string): void;
}

export interface CutoutMakerDeps {
  readonly engine: Pick<CutoutPool, 'run' | 'state'>;
  readonly models: NetworkSource;
  readonly pace: Pace;
  readonly maxUploadBytes: number;
  readonly maxPixels: number;
}

/** From a request's form to the files of its cut-out. */
export class CutoutMaker {
  readonly #deps: CutoutMakerDeps;
  readonly #formRules: FormRules;

  constructor(deps: CutoutMakerDeps) {
    this.#deps = deps;
    this.#formRules = { ...PICTURE_UPLOAD, maxFileBytes: deps.maxUploadBytes };
  }

  /**
   * Receives the form, and makes what it asks for.
   * @param folder where upload and result are written; owned by the caller
   * @throws ApiError for the form and its fields, EngineError for the picture; what the disk says
   */
  async make(
    { message, signal }: PictureRequest,
    { format, mayHaveMask }: CutoutWish,
    folder: ScratchFolder,
  ): Promise<FreshCutout> {
    const { engine, models, maxPixels, pace } = this.#deps;
    // It is better known before the upload than after.
    if (engine.state === 'failed') throw new EngineError('model_unavailable', 'The model cannot be used');
    const form = await receiveForm(message, this.#formRules, folder, signal);
    const fields = readFields(form.fields, mayHaveMask);
    await inspectPicture(form.file.path, { maxPixels });
    const { note, ...networks } = await models.networksFor(fields.model, fields.quality, signal);
    const started = performance.now();
    const task: CutoutTask = {
      source: form.file.path,
      target: folder.file('image'),
      ...(fields.return_mask && { mask: folder.file('mask') }),
      format,
      quality: fields.quality,
      edgeRefinement: fields.edge_refinement,
      networks,
    };
    const { hasForeground, withoutFloat, ...facts } = await pace.follow(this.#run(task, signal));
    signal.throwIfAborted();
    if (!hasForeground) throw noForeground();
    const seconds = (performance.now() - started) / 1000;
    const name = pictureName(form.file.name);
    const notes = [note, withoutFloat && withoutFloatNote(withoutFloat)].filter(text => text !== undefined);
    return {
      ...facts,
      note: notes.join('. ') || undefined,
      format,
      seconds,
      name,
      image: task.target,
      mask: task.mask,
    };
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

function noForeground(): ApiError {
  return new ApiError(422, 'no_foreground', 'There is no subject in the picture that could be cut out');
}

/** @throws ApiError 400 `invalid_request` with every field that is wrong */
function readFields(text: Readonly<Record<string, string>>, mayHaveMask: boolean): RemoveBackgroundFields {
  const parsed = parseRemoveBackgroundFields(text);
  if (!parsed.ok) throw invalidRequest(parsed.problems);
  if (parsed.fields.return_mask && !mayHaveMask) {
    const message = 'A mask is only returned with an answer of type application/json';
    throw invalidRequest([{ path: 'return_mask', message }]);
  }
  return parsed.fields;
}
