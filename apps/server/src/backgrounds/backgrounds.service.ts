import { stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import type { Background, GenerateBackground } from '@backgroundfx/contract';
import { ApiError } from '../platform/api-error.ts';
import type { BlobStore } from '../platform/blobs/blob-store.ts';
import type { Scratch, ScratchFolder } from '../platform/blobs/scratch.ts';
import { storageError } from '../platform/blobs/storage-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import { pictureName as nameOfFile } from '../platform/picture-name.ts';
import { inspectPicture } from '../platform/pictures/picture-file.ts';
import { writeThumbnail } from '../platform/pictures/thumbnail.ts';
import { clientGone } from '../platform/upload/client-gone.ts';
import { PICTURE_UPLOAD } from '../platform/upload/picture-upload.ts';
import { receiveForm } from '../platform/upload/receive-form.ts';
import type { BackgroundRecord, BackgroundRepository } from './background.repository.ts';
import { type AddressSigner, pictureName, THUMBNAIL, toBackground, toBuiltIn } from './background-answer.ts';
import type { BackgroundPages, ListWish } from './background-pages.ts';
import type { DrawingPool } from './drawing/drawing-pool.ts';
import type { Library } from './library.ts';
import type { OwnCounts } from './own-counts.ts';
import { readUploadFields } from './upload-fields.ts';

/** A request for a new background. */
export interface NewBackground {
  readonly userId: string;
  /** Fires when the client goes away. */
  readonly signal: AbortSignal;
  /** The id to give it; when there is one of that id already, it came with an earlier try of the same request. */
  readonly id: string | undefined;
}

export interface BackgroundPicture {
  /** Of its blob. */
  readonly key: string;
  readonly name: string;
}

export interface BackgroundsDeps {
  readonly backgrounds: BackgroundRepository;
  readonly counts: Pick<OwnCounts, 'changed'>;
  readonly library: Library;
  readonly pages: BackgroundPages;
  readonly signer: AddressSigner;
  readonly drawing: Pick<DrawingPool, 'draw'>;
  readonly blobs: BlobStore;
  readonly scratch: Scratch;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Bounds the pictures that arrive, or are drawn, at once. */
  readonly admission: { enter(userId: string): () => void };
  readonly maxUploadBytes: number;
  readonly maxPixels: number;
  /** What the backgrounds of one user may take in all, bytes. */
  readonly maxBytesOfUser: number;
}

/** A background in its scratch folder. */
type FreshBackground = Omit<BackgroundRecord, 'id' | 'userId' | 'bytes' | 'createdAt'> & {
  /** Absolute path. */
  readonly file: string;
};

/** Folder of the blobs of all backgrounds. */
export const FOLDER = 'backgrounds';
const FORMATS = { jpeg: 'jpg', png: 'png', webp: 'webp' } as const;
const MOST_TITLE = 100;

/** Pictures to lay behind subjects: the library's, and users' own. */
export class BackgroundsService {
  readonly folder = FOLDER;
  readonly #deps: BackgroundsDeps;

  constructor(deps: BackgroundsDeps) {
    this.#deps = deps;
  }

  /** A page as JSON text. */
  list(userId: string, wish: ListWish): Promise<string> {
    return this.#deps.pages.page(userId, wish);
  }

  /** @throws ApiError 404 */
  async read(userId: string, id: string): Promise<Background> {
    const { library, signer } = this.#deps;
    const entry = library.find(id);
    return entry ? toBuiltIn(entry, library, signer) : toBackground(await this.#own(userId, id), signer);
  }

  /**
   * Receives a background and keeps it. When this fails nothing is kept.
   * @param message its body is a form that nobody has read from
   * @throws ApiError for the form, the file and the room there is; EngineError for the picture
   */
  upload(message: IncomingMessage, request: NewBackground): Promise<Background> {
    return this.#add(request, async folder => {
      const { maxUploadBytes, maxPixels } = this.#deps;
      const rules = { ...PICTURE_UPLOAD, maxFileBytes: maxUploadBytes };
      const { file, fields } = await receiveForm(message, rules, folder, request.signal);
      const { title = nameOfFile(file.name), tags } = readUploadFields(fields);
      const { kind, width, height } = await inspectPicture(file.path, { maxPixels });
      return { title, tags, width, height, format: FORMATS[kind], origin: undefined, file: file.path };
    });
  }

  /**
   * Draws a background from a prompt and keeps it. When this fails nothing is kept.
   * @throws ApiError for the room there is; EngineError `prompt_rejected`, and as the drawing does
   */
  generate(wish: GenerateBackground, request: NewBackground): Promise<Background> {
    return this.#add(request, async folder => {
      const { width, height, ...scene } = wish;
      const file = folder.file('drawing');
      const drawing = { scene, width, height, format: 'jpg', target: file } as const;
      const { understood } = await this.#deps.drawing.draw(drawing, request.signal);
      const title = [...wish.prompt.trim()].slice(0, MOST_TITLE).join('');
      const origin = { ...scene, understood };
      return { title, tags: understood, width, height, format: 'jpg', origin, file };
    });
  }

  /** @throws ApiError 404; 403 for one of the library */
  async delete(userId: string, id: string): Promise<void> {
    if (this.#deps.library.find(id)) {
      throw new ApiError(403, 'forbidden', 'A background of the library cannot be deleted');
    }
    await this.#own(userId, id);
    // Files first: a row without files can be deleted again, files without a row belong to nobody.
    await this.#forget(id);
    await this.#deps.backgrounds.delete(id);
    this.#deps.counts.changed(userId);
  }

  /** Where a background comes from that a user may name; undefined where it is none. */
  async originOf(userId: string, id: string): Promise<'library' | 'own' | undefined> {
    if (this.#deps.library.find(id)) return 'library';
    const record = await this.#deps.backgrounds.find(id);
    return record?.userId === userId ? 'own' : undefined;
  }

  /**
   * The picture of a background that a user may name; undefined where it is none.
   * @throws EngineError as the drawing does
   */
  async picture(userId: string, id: string): Promise<BackgroundPicture | undefined> {
    const { library, backgrounds } = this.#deps;
    const entry = library.find(id);
    if (entry) return { key: await library.picture(id), name: entry.title };
    const record = await backgrounds.find(id);
    if (record?.userId !== userId) return undefined;
    return { key: keyOf(id, pictureName(record)), name: record.title };
  }

  async downloadName(id: string, name: string): Promise<string | undefined> {
    const entry = this.#deps.library.find(id);
    if (entry) return this.#deps.library.downloadName(entry, name);
    const record = await this.#deps.backgrounds.find(id);
    if (!record) return undefined;
    const title = nameOfFile(record.title);
    return name === THUMBNAIL ? `${title}-thumbnail.webp` : `${title}.${record.format}`;
  }

  /** Throws as `Library.make`. */
  make(id: string, name: string): Promise<void> {
    return this.#deps.library.make(id, name);
  }

  async #add(
    { userId, signal, id }: NewBackground,
    make: (folder: ScratchFolder) => Promise<FreshBackground>,
  ): Promise<Background> {
    const { admission, scratch, backgrounds, signer } = this.#deps;
    const leave = admission.enter(userId);
    try {
      const folder = await scratch.newFolder();
      try {
        const fresh = await make(folder);
        const before = id === undefined ? undefined : await backgrounds.find(id);
        const kept = before?.userId === userId ? before : await this.#keep(fresh, { userId, id }, folder);
        return toBackground(kept, signer);
      } finally {
        await folder.remove();
      }
    } catch (error) {
      if (signal.aborted) throw clientGone();
      throw storageError(error);
    } finally {
      leave();
    }
  }

  async #keep(
    { file, ...facts }: FreshBackground,
    { userId, id }: Pick<NewBackground, 'userId' | 'id'>,
    folder: ScratchFolder,
  ): Promise<BackgroundRecord> {
    const { blobs, backgrounds, counts, clock, ids, maxBytesOfUser } = this.#deps;
    const thumbnail = folder.file(THUMBNAIL);
    await writeThumbnail(file, thumbnail, facts);
    const { size: bytes } = await stat(file);
    const record = { ...facts, id: id ?? ids.next(), userId, bytes, createdAt: clock.now() };
    try {
      await blobs.put(keyOf(record.id, pictureName(record)), file);
      await blobs.put(keyOf(record.id, THUMBNAIL), thumbnail);
      if (!(await backgrounds.insert(record, maxBytesOfUser))) throw noRoomForBackgrounds(maxBytesOfUser);
      counts.changed(userId);
    } catch (error) {
      await this.#forget(record.id).catch(() => undefined);
      throw error;
    }
    return record;
  }

  async #own(userId: string, id: string): Promise<BackgroundRecord> {
    const record = await this.#deps.backgrounds.find(id);
    if (record?.userId !== userId) throw noSuchBackground();
    return record;
  }

  async #forget(id: string): Promise<void> {
    const { blobs } = this.#deps;
    for await (const { key } of blobs.list(`${FOLDER}/${id}`)) await blobs.delete(key);
  }
}

function keyOf(id: string, name: string): string {
  return `${FOLDER}/${id}/${name}`;
}

function noSuchBackground(): ApiError {
  return new ApiError(404, 'not_found', 'There is no such background');
}

/** 403: the backgrounds of a user take all the room there is for them. */
export function noRoomForBackgrounds(limitBytes: number): ApiError {
  const message = `Your backgrounds may take ${limitBytes / 1e6} MB in all; delete some first`;
  return new ApiError(403, 'quota_exceeded', message, { details: { limit_bytes: limitBytes } });
}
