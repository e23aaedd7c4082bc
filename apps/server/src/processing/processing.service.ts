import { open } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { parseRemoveBackgroundFields, type RemoveBackgroundFields } from '@backgroundfx/contract';
import { EngineError, type ModelEntry } from '@backgroundfx/core';
import { ApiError, invalidRequest } from '../platform/api-error.ts';
import type { Scratch, ScratchFolder } from '../platform/blobs/scratch.ts';
import { storageError } from '../platform/blobs/storage-error.ts';
import { cutoutName, pictureName } from '../platform/picture-name.ts';
import { clientGone } from '../platform/upload/client-gone.ts';
import { type FormRules, receiveForm } from '../platform/upload/receive-form.ts';
import type { Admission } from './admission.ts';
import type { CutoutFormat, CutoutPool, CutoutTask } from './engine/cutout.api.ts';
import { PoolFullError } from './engine/engine-errors.ts';
import { inspectPicture } from './engine/picture-file.ts';
import type { Pace } from './pace.ts';

/** Takes finished cut-outs over and says where they can be fetched. */
export interface ResultStore {
  keep(result: {
    readonly userId: string;
    /** Name of the picture, without an ending. */
    readonly name: string;
    readonly format: CutoutFormat;
    readonly width: number;
    readonly height: number;
    /** Absolute paths in a scratch folder, whose files are moved. */
    readonly image: string;
    readonly mask: string | undefined;
  }): Promise<KeptResult>;
}

export interface KeptResult {
  readonly id: string;
  readonly imageUrl: string;
  readonly maskUrl: string | undefined;
  readonly expiresAt: Date;
}

export interface ProcessingDeps {
  readonly admission: Admission;
  readonly pace: Pace;
  readonly scratch: Scratch;
  readonly engine: Pick<CutoutPool, 'run' | 'state'>;
  /** The network that the engine runs. */
  readonly model: Pick<ModelEntry, 'id' | 'aliases'>;
  readonly results: ResultStore;
  readonly maxUploadBytes: number;
  readonly maxPixels: number;
}

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
}

export type KeptCutout = CutoutReport & KeptResult;

export interface SentCutout extends CutoutReport {
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
  /** The caller reads it to its end or destroys it. */
  readonly bytes: Readable;
}

/** A cut-out in its scratch folder. */
interface FreshCutout extends CutoutReport {
  /** Name of the picture, without an ending. */
  readonly name: string;
  readonly image: string;
  readonly mask: string | undefined;
}

/** Every value we take is short; a longer one is refused before its end has come. */
const MAX_FIELD_BYTES = 1000;
const UPLOAD_IDLE_MS = 30_000;
/** Node itself cuts a request off after 300 s, without a word of ours. */
const UPLOAD_TOTAL_MS = 280_000;
const READ_CHUNK_BYTES = 256 * 1024;

/** One photograph in, one cut-out out. */
export class ProcessingService {
  readonly #deps: ProcessingDeps;
  readonly #formRules: FormRules;

  constructor(deps: ProcessingDeps) {
    this.#deps = deps;
    this.#formRules = {
      fileField: 'file',
      maxFileBytes: deps.maxUploadBytes,
      maxFieldBytes: MAX_FIELD_BYTES,
      idleMs: UPLOAD_IDLE_MS,
      totalMs: UPLOAD_TOTAL_MS,
    };
  }

  /**
   * Cuts a picture out and keeps the result, as a PNG.
   * @throws ApiError, and EngineError as the engine does; nothing of the request is left then
   */
  keepCutout(request: PictureRequest): Promise<KeptCutout> {
    return this.#cutOut(request, 'png', true, async cutout => {
      const { width, height, format, seconds } = cutout;
      const kept = await this.#deps.results.keep({ ...cutout, userId: request.userId });
      return { width, height, format, seconds, ...kept };
    });
  }

  /** Cuts a picture out and hands out its bytes; nothing is kept, not even while they are read. Throws as `keepCutout`. */
  sendCutout(request: PictureRequest, format: CutoutFormat): Promise<SentCutout> {
    return this.#cutOut(request, format, false, async ({ name, image, mask: _, ...report }) => {
      // Its folder goes before it is read; the open file keeps the bytes until it is closed.
      const file = await open(image);
      const { size } = await file.stat();
      const bytes = file.createReadStream({ highWaterMark: READ_CHUNK_BYTES });
      return { ...report, fileName: cutoutName(name, format), size, bytes };
    });
  }

  /** Every way out of here frees the request's place and removes its files. */
  async #cutOut<T>(
    request: PictureRequest,
    format: CutoutFormat,
    mayHaveMask: boolean,
    finish: (cutout: FreshCutout) => Promise<T>,
  ): Promise<T> {
    const { admission, engine, scratch } = this.#deps;
    try {
      return await admission.admit(async () => {
        // It will not come back, and it is better known before the upload than after.
        if (engine.state === 'failed') throw new EngineError('model_unavailable', 'The model cannot be used');
        const folder = await scratch.newFolder();
        try {
          return await finish(await this.#make(request, format, mayHaveMask, folder));
        } finally {
          await folder.remove();
        }
      });
    } catch (error) {
      if (request.signal.aborted) throw clientGone();
      if (error instanceof PoolFullError) throw admission.busy();
      throw storageError(error);
    }
  }

  async #make(
    { message, signal }: PictureRequest,
    format: CutoutFormat,
    mayHaveMask: boolean,
    folder: ScratchFolder,
  ): Promise<FreshCutout> {
    const { engine, maxPixels, pace } = this.#deps;
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
    const { width, height } = await pace.follow(engine.run(task, signal));
    signal.throwIfAborted();
    const seconds = (performance.now() - received) / 1000;
    const name = pictureName(form.file.name);
    return { width, height, format, seconds, name, image: task.target, mask: task.mask };
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
