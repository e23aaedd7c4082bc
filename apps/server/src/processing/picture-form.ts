import type { IncomingMessage } from 'node:http';
import { type CutoutOptions, parseRemoveBackgroundFields } from '@backgroundfx/contract';
import { ApiError, invalidRequest } from '../platform/api-error.ts';
import type { BlobStore } from '../platform/blobs/blob-store.ts';
import { fetchBlob } from '../platform/blobs/fetch-blob.ts';
import type { ScratchFolder } from '../platform/blobs/scratch.ts';
import { pictureName } from '../platform/picture-name.ts';
import { wrongField } from '../platform/upload/form-errors.ts';
import type { ReceivedFiles } from '../platform/upload/form-parts.ts';
import { PICTURE_UPLOAD } from '../platform/upload/picture-upload.ts';
import { type FilesRules, receiveFiles } from '../platform/upload/receive-form.ts';

/** A picture on its way in. */
export interface PictureRequest {
  /** Its body is a form that nobody has read from. */
  readonly message: IncomingMessage;
  readonly userId: string;
  /** Fires when the client goes away; everything done for it ends then. */
  readonly signal: AbortSignal;
}

/** A picture that has come, and what is to be done with it. */
export interface ReceivedPicture {
  /** Absolute path. */
  readonly path: string;
  /** As its owner calls it, with its ending where it has one. */
  readonly fileName: string;
  readonly options: CutoutOptions;
}

/** Pictures that users can name. */
export interface NamedPictures {
  /** @throws ApiError 404 when the user has no picture of that id */
  source(userId: string, id: string): Promise<{ readonly key: string; readonly name: string }>;
}

export interface PictureFormDeps {
  readonly images: NamedPictures;
  readonly blobs: BlobStore;
  readonly maxUploadBytes: number;
}

/** Receives forms with one picture, or with the name of one that is here. */
export class PictureForm {
  readonly #deps: PictureFormDeps;
  readonly #rules: FilesRules;

  constructor(deps: PictureFormDeps) {
    this.#deps = deps;
    this.#rules = { ...PICTURE_UPLOAD, maxFileBytes: deps.maxUploadBytes, leastFiles: 0, mostFiles: 1 };
  }

  /**
   * Receives the form; what came lies in `folder` then.
   * @throws ApiError for the form and its fields; what the disk says
   */
  async receive(
    { message, userId, signal }: PictureRequest,
    folder: ScratchFolder,
  ): Promise<ReceivedPicture> {
    const form = await receiveFiles(message, this.#rules, folder, signal);
    const parsed = parseRemoveBackgroundFields(form.fields);
    if (!parsed.ok) throw invalidRequest(parsed.problems);
    const { image_id, ...options } = parsed.fields;
    return { ...(await this.#picture(form, image_id, { userId, signal }, folder)), options };
  }

  async #picture(
    { files: [file] }: ReceivedFiles,
    imageId: string | undefined,
    { userId, signal }: Pick<PictureRequest, 'userId' | 'signal'>,
    folder: ScratchFolder,
  ): Promise<Omit<ReceivedPicture, 'options'>> {
    if (file && imageId !== undefined) throw wrongField('image_id', 'Either file or image_id may be sent');
    if (file) return { path: file.path, fileName: file.name ?? pictureName(undefined) };
    if (imageId === undefined) throw wrongField('file', 'file is missing');
    const { images, blobs } = this.#deps;
    const { key, name } = await images.source(userId, imageId);
    const path = folder.file('upload');
    if (!(await fetchBlob(blobs, key, path, signal))) {
      throw new ApiError(404, 'not_found', 'There is no such image');
    }
    return { path, fileName: name };
  }
}
