import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Scratch } from '../platform/blobs/scratch.ts';
import { storageError } from '../platform/blobs/storage-error.ts';
import { cutoutName } from '../platform/picture-name.ts';
import { clientGone } from '../platform/upload/client-gone.ts';
import type { Admission } from './admission.ts';
import type { CutoutMaker, CutoutReport, CutoutWish, FreshCutout, PictureRequest } from './cutout-maker.ts';
import type { CutoutFormat } from './engine/cutout.api.ts';

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
  readonly scratch: Scratch;
  readonly maker: Pick<CutoutMaker, 'make'>;
  readonly results: ResultStore;
}

export type KeptCutout = CutoutReport & KeptResult;

export interface SentCutout extends CutoutReport {
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
  /** The caller reads it to its end or destroys it. */
  readonly bytes: Readable;
}

const READ_CHUNK_BYTES = 256 * 1024;

/** One photograph in, one cut-out out. */
export class ProcessingService {
  readonly #deps: ProcessingDeps;

  constructor(deps: ProcessingDeps) {
    this.#deps = deps;
  }

  /**
   * Cuts a picture out and keeps the result, as a PNG.
   * @throws ApiError, and EngineError as the engine does; nothing of the request is left then
   */
  async keepCutout(request: PictureRequest): Promise<KeptCutout> {
    const leave = this.#deps.admission.enter(request.userId);
    try {
      return await this.#cutOut(request, { format: 'png', mayHaveMask: true }, async cutout => {
        const { name: _, image: __, mask: ___, ...report } = cutout;
        return { ...report, ...(await this.#deps.results.keep({ ...cutout, userId: request.userId })) };
      });
    } finally {
      leave();
    }
  }

  /**
   * Cuts a picture out and hands out its bytes, whose file has no name any more. The request keeps its place until they
   * are read or the client is gone: until then they take room on the disk. Throws as `keepCutout`.
   */
  async sendCutout(request: PictureRequest, format: CutoutFormat): Promise<SentCutout> {
    const leave = this.#deps.admission.enter(request.userId);
    try {
      const wish = { format, mayHaveMask: false };
      return await this.#cutOut(request, wish, async ({ name, image, mask: _, ...report }) => {
        const { size, bytes } = await openBytes(image, request.signal);
        bytes.once('close', leave);
        return { ...report, fileName: cutoutName(name, format), size, bytes };
      });
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Every way out of here removes the request's files; those that are open are there until they are closed. */
  async #cutOut<T>(
    request: PictureRequest,
    wish: CutoutWish,
    finish: (cutout: FreshCutout) => Promise<T>,
  ): Promise<T> {
    const { maker, scratch } = this.#deps;
    try {
      const folder = await scratch.newFolder();
      try {
        return await finish(await maker.make(request, wish, folder));
      } finally {
        await folder.remove();
      }
    } catch (error) {
      if (request.signal.aborted) throw clientGone();
      throw storageError(error);
    }
  }
}

/** A file, and its bytes to read. They are closed when they are read, and when the client leaves before or meanwhile. */
async function openBytes(path: string, signal: AbortSignal): Promise<{ size: number; bytes: Readable }> {
  const file = await open(path);
  const { size } = await file.stat();
  const bytes = file.createReadStream({ highWaterMark: READ_CHUNK_BYTES });
  const close = () => void bytes.destroy();
  signal.addEventListener('abort', close);
  bytes.once('close', () => signal.removeEventListener('abort', close));
  if (signal.aborted) close();
  return { size, bytes };
}
