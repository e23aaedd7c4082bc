import type { IncomingMessage } from 'node:http';
import { parseRemoveBackgroundFields, type RemoveBackgroundFields } from '@backgroundfx/contract';
import { EngineError, type ModelEntry } from '@backgroundfx/core';
import { ApiError, invalidRequest } from '../platform/api-error.ts';
import type { ScratchFolder } from '../platform/blobs/scratch.ts';
import { pictureName } from '../platform/picture-name.ts';
import { type FormRules, receiveForm } from '../platform/upload/receive-form.ts';
import type { CutoutFormat, CutoutPool, CutoutTask } from './engine/cutout.api.ts';
import { inspectPicture } from './engine/picture-file.ts';
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
  /** From the last byte of the upload to the finished files. */
  readonly seconds: number;
  /** Id of the model that ran. */
  readonly model: string;
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

export interface CutoutMakerDeps {
  readonly engine: Pick<CutoutPool, 'run' | 'state'>;
  /** The network that the engine runs. */
  readonly model: Pick<ModelEntry, 'id' | 'aliases'>;
  readonly pace: Pace;
  readonly maxUploadBytes: number;
  readonly maxPixels: number;
}

/** Every value we take is short; a longer one is refused before its end has come. */
const MAX_FIELD_BYTES = 1000;
/** Whoever sends less than 16 KB in half a minute holds a place for a picture that will not come in time. */
const UPLOAD_LEAST_PACE = { bytes: 16 * 1024, ms: 30_000 };
/** Node itself cuts a request off after 300 s, without a word of ours. */
const UPLOAD_TOTAL_MS = 280_000;

/** From a request's form to the files of its cut-out. */
export class CutoutMaker {
  readonly #deps: CutoutMakerDeps;
  readonly #formRules: FormRules;

  constructor(deps: CutoutMakerDeps) {
    this.#deps = deps;
    this.#formRules = {
      fileField: 'file',
      maxFileBytes: deps.maxUploadBytes,
      maxFieldBytes: MAX_FIELD_BYTES,
      leastPace: UPLOAD_LEAST_PACE,
      totalMs: UPLOAD_TOTAL_MS,
    };
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
    const { engine, maxPixels, pace } = this.#deps;
    // It is better known before the upload than after.
    if (engine.state === 'failed') throw new EngineError('model_unavailable', 'The model cannot be used');
    const form = await receiveForm(message, this.#formRules, folder, signal);
    const received = performance.now();
    const fields = readFields(form.fields, mayHaveMask);
    this.#requireModel(fields.model);
    await inspectPicture(form.file.path, { maxPixels });
    const task: CutoutTask = {
      source: form.file.path,
      target: folder.file('image'),
      ...(fields.return_mask && { mask: folder.file('mask') }),
      format,
      quality: fields.quality,
      edgeRefinement: fields.edge_refinement,
    };
    const { hasForeground, ...facts } = await pace.follow(engine.run(task, signal));
    signal.throwIfAborted();
    if (!hasForeground) throw noForeground();
    const seconds = (performance.now() - received) / 1000;
    const name = pictureName(form.file.name);
    return { ...facts, format, seconds, name, image: task.target, mask: task.mask };
  }

  /** The contract names more networks than this server has. */
  #requireModel(name: string): void {
    const { model } = this.#deps;
    if (name === model.id || model.aliases.includes(name)) return;
    throw new ApiError(503, 'model_unavailable', `This server has no model "${name}"`, {
      details: { model: name },
    });
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
