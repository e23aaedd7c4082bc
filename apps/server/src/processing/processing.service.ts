import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { invalidRequest } from '../platform/api-error.ts';
import type { Scratch, ScratchFolder } from '../platform/blobs/scratch.ts';
import { storageError } from '../platform/blobs/storage-error.ts';
import { cutoutName, pictureName } from '../platform/picture-name.ts';
import { clientGone } from '../platform/upload/client-gone.ts';
import type { Admission } from './admission.ts';
import { type AnswerWish, formatFor } from './answer-type.ts';
import type { CutoutMaker, CutoutReport, FreshCutout } from './cutout-maker.ts';
import type { CutoutFormat } from './engine/cutout.api.ts';
import type { PictureRequest, ReceivedPicture } from './picture-form.ts';

/** Takes finished cut-outs over and says where they can be fetched. */
export interface ResultStore {
  keep(result: {
    /** One that was kept under this id before stays as it is; a new one when absent. */
    readonly id?: string;
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
  /** The picture of a kept result; the caller reads its bytes to their end or destroys them. */
  openResult(id: string): Promise<OpenPicture | undefined>;
}

/** A finished picture, open. */
interface OpenPicture {
  readonly format: CutoutFormat;
  /** Bytes. */
  readonly size: number;
  readonly bytes: Readable;
}

export interface KeptResult {
  readonly id: string;
  readonly imageUrl: string;
  readonly maskUrl: string | undefined;
  readonly expiresAt: Date;
}

/** Whose work it is, and when it is no longer wanted. */
interface Wanted {
  readonly userId: string;
  readonly signal: AbortSignal;
}

export interface ProcessingDeps<Request> {
  readonly admission: Admission;
  readonly scratch: Scratch;
  /** Receives what a request brings. */
  readonly form: { receive(request: Request, folder: ScratchFolder): Promise<ReceivedPicture> };
  readonly maker: Pick<CutoutMaker, 'make' | 'checkEngine'>;
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
export class ProcessingService<Request extends Wanted = PictureRequest> {
  readonly #deps: ProcessingDeps<Request>;

  constructor(deps: ProcessingDeps<Request>) {
    this.#deps = deps;
  }

  /**
   * Cuts a picture out and keeps the result, as a PNG unless the form says otherwise.
   * @param id to give to the result; one that is kept under it already came with an earlier try of the same request
   * @throws ApiError, and EngineError as the engine does; nothing of the request is left then
   */
  async keepCutout(request: Request, id?: string): Promise<KeptCutout> {
    const leave = this.#deps.admission.enter(request.userId);
    try {
      return await this.#receive(request, async (picture, folder) => {
        const format = picture.options.format ?? 'png';
        const { image, mask, ...report } = await this.#deps.maker.make(
          { ...picture, format, userId: request.userId },
          folder,
          request.signal,
        );
        const kept = await this.#deps.results.keep({
          ...report,
          ...(id !== undefined && { id }),
          image,
          mask,
          name: pictureName(picture.fileName),
          userId: request.userId,
        });
        return { ...report, ...kept };
      });
    } finally {
      leave();
    }
  }

  /**
   * Cuts a picture out and hands out its bytes. Their file has no name any more, unless the result is kept. The request
   * keeps its place until they are read or the client is gone: until then they take room on the disk. Throws as `keepCutout`.
   * @param id to keep the result under; it is not kept when absent
   */
  async sendCutout(request: Request, wish: AnswerWish, id?: string): Promise<SentCutout> {
    const leave = this.#deps.admission.enter(request.userId);
    try {
      return await this.#receive(request, async (picture, folder) => {
        const format = formatFor(wish, picture.options.format);
        if (picture.options.return_mask) throw noRoomForMask();
        const order = { ...picture, format, userId: request.userId };
        const cutout: FreshCutout = await this.#deps.maker.make(order, folder, request.signal);
        const name = pictureName(picture.fileName);
        const opened =
          id === undefined
            ? await openFile(cutout)
            : await this.#openKept({ ...cutout, id, name, userId: request.userId });
        closeWith(opened.bytes, request.signal);
        opened.bytes.once('close', leave);
        const { image: _image, mask: _mask, ...report } = cutout;
        return { ...report, ...opened, fileName: cutoutName(name, opened.format) };
      });
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Keeps a result and opens it; one that an earlier try kept may have another format. */
  async #openKept(result: Parameters<ResultStore['keep']>[0]): Promise<OpenPicture> {
    const { results } = this.#deps;
    const { id } = await results.keep(result);
    const opened = await results.openResult(id);
    if (!opened) throw new Error('A result that was just kept is gone');
    return opened;
  }

  /** Every way out of here removes the request's files; those that are open are there until they are closed. */
  async #receive<T>(
    request: Request,
    work: (picture: ReceivedPicture, folder: ScratchFolder) => Promise<T>,
  ): Promise<T> {
    const { form, maker, scratch } = this.#deps;
    try {
      maker.checkEngine();
      const folder = await scratch.newFolder();
      try {
        return await work(await form.receive(request, folder), folder);
      } finally {
        await folder.remove();
      }
    } catch (error) {
      if (request.signal.aborted) throw clientGone();
      throw storageError(error);
    }
  }
}

function noRoomForMask(): Error {
  const message = 'A mask is only returned with an answer of type application/json';
  return invalidRequest([{ path: 'return_mask', message }]);
}

/** The picture of a fresh cut-out. */
async function openFile({ image, format }: FreshCutout): Promise<OpenPicture> {
  const file = await open(image);
  const { size } = await file.stat();
  return { format, size, bytes: file.createReadStream({ highWaterMark: READ_CHUNK_BYTES }) };
}

/** Closes bytes when the client leaves before they are read, or meanwhile. */
function closeWith(bytes: Readable, signal: AbortSignal): void {
  const close = () => void bytes.destroy();
  signal.addEventListener('abort', close);
  bytes.once('close', () => signal.removeEventListener('abort', close));
  if (signal.aborted) close();
}
