import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Scratch } from '../platform/blobs/scratch.ts';
import { storageError } from '../platform/blobs/storage-error.ts';
import { cutoutName } from '../platform/picture-name.ts';
import { clientGone } from '../platform/upload/client-gone.ts';
import type { Admission } from './admission.ts';
import type { CutoutMaker, CutoutReport, CutoutWish, FreshCutout, PictureRequest } from './cutout-maker.ts';
import type { CutoutFormat } from './engine/cutout.api.ts';
import { PoolFullError } from './engine/engine-errors.ts';

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
  keepCutout(request: PictureRequest): Promise<KeptCutout> {
    return this.#cutOut(request, { format: 'png', mayHaveMask: true }, async cutout => {
      const { width, height, format, seconds } = cutout;
      const kept = await this.#deps.results.keep({ ...cutout, userId: request.userId });
      return { width, height, format, seconds, ...kept };
    });
  }

  /** Cuts a picture out and hands out its bytes; nothing is kept, not even while they are read. Throws as `keepCutout`. */
  sendCutout(request: PictureRequest, format: CutoutFormat): Promise<SentCutout> {
    return this.#cutOut(
      request,
      { format, mayHaveMask: false },
      async ({ name, image, mask: _, ...report }) => {
        // Its folder goes before it is read; the open file keeps the bytes until it is closed.
        const file = await open(image);
        const { size } = await file.stat();
        const bytes = file.createReadStream({ highWaterMark: READ_CHUNK_BYTES });
        return { ...report, fileName: cutoutName(name, format), size, bytes };
      },
    );
  }

  /** Every way out of here frees the request's place and removes its files. */
  async #cutOut<T>(
    request: PictureRequest,
    wish: CutoutWish,
    finish: (cutout: FreshCutout) => Promise<T>,
  ): Promise<T> {
    const { admission, maker, scratch } = this.#deps;
    try {
      return await admission.admit(async () => {
        const folder = await scratch.newFolder();
        try {
          return await finish(await maker.make(request, wish, folder));
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
}
