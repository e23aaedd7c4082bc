import { stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { ApiError, invalidRequest } from '../platform/api-error.ts';
import type { BlobStore } from '../platform/blobs/blob-store.ts';
import type { Scratch, ScratchFolder } from '../platform/blobs/scratch.ts';
import { storageError } from '../platform/blobs/storage-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { Page, PageWish } from '../platform/paging.ts';
import { pictureName } from '../platform/picture-name.ts';
import { inspectPicture } from '../platform/pictures/picture-file.ts';
import { writeThumbnail } from '../platform/pictures/thumbnail.ts';
import { clientGone } from '../platform/upload/client-gone.ts';
import { PICTURE_UPLOAD } from '../platform/upload/picture-upload.ts';
import { receiveForm } from '../platform/upload/receive-form.ts';
import type { ImageRecord, ImageRepository } from './image.repository.ts';

/** An image on its way in. */
export interface ImageUpload {
  /** Its body is a form that nobody has read from. */
  readonly message: IncomingMessage;
  readonly userId: string;
  /** Fires when the client goes away. */
  readonly signal: AbortSignal;
  /** The id to give it; when there is one of that id already, it came with an earlier try of the same request. */
  readonly id: string | undefined;
}

/** Where an image can be fetched. */
export interface ImageAddresses {
  readonly url: string;
  readonly thumbnail: string;
  readonly expiresAt: Date;
}

export type AddressedImage = ImageRecord & ImageAddresses;

/** A picture that a user can name, to be worked on. */
export interface PictureSource {
  /** Of its blob. */
  readonly key: string;
  /** Without an ending. */
  readonly name: string;
}

export interface ImagesDeps {
  readonly images: ImageRepository;
  readonly blobs: BlobStore;
  readonly scratch: Scratch;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Bounds the pictures that arrive at once. */
  readonly admission: { enter(userId: string): () => void };
  /** Signs addresses of files. */
  readonly files: {
    sign(id: string, names: readonly string[]): { urls: readonly string[]; expiresAt: Date };
  };
  /** Pictures under ids of another kind. */
  readonly results: { source(userId: string, id: string): Promise<PictureSource | undefined> };
  readonly maxUploadBytes: number;
  readonly maxPixels: number;
  /** What the images of one user may take in all, bytes. */
  readonly maxBytesOfUser: number;
}

/** Folder of the blobs of all images. */
const FOLDER = 'images';
const THUMBNAIL = 'thumbnail.webp';
const FORMATS = { jpeg: 'jpg', png: 'png', webp: 'webp' } as const;

/** Pictures that users upload once and use often. */
export class ImagesService {
  readonly folder = FOLDER;
  readonly #deps: ImagesDeps;

  constructor(deps: ImagesDeps) {
    this.#deps = deps;
  }

  /**
   * Receives an image and keeps it. When this fails nothing is kept.
   * @throws ApiError for the form, the file and the room there is; EngineError for the picture
   */
  async add(upload: ImageUpload): Promise<AddressedImage> {
    const { admission, scratch } = this.#deps;
    const leave = admission.enter(upload.userId);
    try {
      const folder = await scratch.newFolder();
      try {
        return this.#addressed(await this.#receive(upload, folder));
      } finally {
        await folder.remove();
      }
    } catch (error) {
      if (upload.signal.aborted) throw clientGone();
      throw storageError(error);
    } finally {
      leave();
    }
  }

  async list(userId: string, wish: PageWish): Promise<Page<AddressedImage>> {
    const { items, total } = await this.#deps.images.list(userId, wish);
    return { items: items.map(image => this.#addressed(image)), total };
  }

  /** @throws ApiError 404 */
  async read(userId: string, id: string): Promise<AddressedImage> {
    return this.#addressed(await this.#own(userId, id));
  }

  /** @throws ApiError 404 */
  async delete(userId: string, id: string): Promise<void> {
    await this.#own(userId, id);
    // Files first: a row without files can be deleted again, files without a row belong to nobody.
    await this.#forget(id);
    await this.#deps.images.delete(id);
  }

  /**
   * The picture that an `image_id` names: an image, or a processing result.
   * @throws ApiError 404 when the user has neither
   */
  async source(userId: string, id: string): Promise<PictureSource> {
    const image = await this.#deps.images.find(id);
    if (image?.userId === userId) return { key: keyOf(id, imageName(image)), name: image.name };
    const result = await this.#deps.results.source(userId, id);
    if (result) return result;
    throw missing();
  }

  async downloadName(id: string, name: string): Promise<string | undefined> {
    const image = await this.#deps.images.find(id);
    if (!image) return undefined;
    return name === THUMBNAIL ? `${image.name}-thumbnail.webp` : `${image.name}.${image.format}`;
  }

  async #receive({ message, userId, signal, id }: ImageUpload, folder: ScratchFolder): Promise<ImageRecord> {
    const { clock, ids, maxUploadBytes, maxPixels, images } = this.#deps;
    const rules = { ...PICTURE_UPLOAD, maxFileBytes: maxUploadBytes };
    const { file, fields } = await receiveForm(message, rules, folder, signal);
    const strangers = Object.keys(fields);
    if (strangers.length > 0) {
      throw invalidRequest(strangers.map(path => ({ path, message: `There is no field called "${path}"` })));
    }
    const before = id === undefined ? undefined : await images.find(id);
    if (before?.userId === userId) return before;
    const { kind, width, height } = await inspectPicture(file.path, { maxPixels });
    const thumbnail = folder.file(THUMBNAIL);
    await writeThumbnail(file.path, thumbnail, { width, height });
    signal.throwIfAborted();
    const image: ImageRecord = {
      id: id ?? ids.next(),
      userId,
      name: pictureName(file.name),
      format: FORMATS[kind],
      bytes: (await stat(file.path)).size,
      width,
      height,
      createdAt: clock.now(),
    };
    await this.#keep(image, file.path, thumbnail);
    return image;
  }

  async #keep(image: ImageRecord, file: string, thumbnail: string): Promise<void> {
    const { blobs, images, maxBytesOfUser } = this.#deps;
    try {
      await blobs.put(keyOf(image.id, imageName(image)), file);
      await blobs.put(keyOf(image.id, THUMBNAIL), thumbnail);
      if (!(await images.insert(image, maxBytesOfUser))) throw noRoomForImages(maxBytesOfUser);
    } catch (error) {
      await this.#forget(image.id).catch(() => undefined);
      throw error;
    }
  }

  async #own(userId: string, id: string): Promise<ImageRecord> {
    const image = await this.#deps.images.find(id);
    if (image?.userId !== userId) throw missing();
    return image;
  }

  #addressed(image: ImageRecord): AddressedImage {
    const { urls, expiresAt } = this.#deps.files.sign(image.id, [imageName(image), THUMBNAIL]);
    const [url = '', thumbnail = ''] = urls;
    return { ...image, url, thumbnail, expiresAt };
  }

  async #forget(id: string): Promise<void> {
    const { blobs } = this.#deps;
    for await (const { key } of blobs.list(`${FOLDER}/${id}`)) await blobs.delete(key);
  }
}

function keyOf(id: string, name: string): string {
  return `${FOLDER}/${id}/${name}`;
}

function imageName({ format }: Pick<ImageRecord, 'format'>): string {
  return `image.${format}`;
}

function missing(): ApiError {
  return new ApiError(404, 'not_found', 'There is no such image');
}

/** 403: the images of a user take all the room there is for them. */
export function noRoomForImages(limitBytes: number): ApiError {
  const message = `Your images may take ${limitBytes / 1e6} MB in all; delete some first`;
  return new ApiError(403, 'quota_exceeded', message, { details: { limit_bytes: limitBytes } });
}
