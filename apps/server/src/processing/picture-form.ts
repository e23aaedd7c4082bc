import type { IncomingMessage } from 'node:http';
import { type CutoutOptions, parseRemoveBackgroundFields } from '@backgroundfx/contract';
import { ApiError, invalidRequest } from '../platform/api-error.ts';
import type { BlobStore } from '../platform/blobs/blob-store.ts';
import { fetchBlob } from '../platform/blobs/fetch-blob.ts';
import type { ScratchFolder } from '../platform/blobs/scratch.ts';
import { pictureName } from '../platform/picture-name.ts';
import { wrongField } from '../platform/upload/form-errors.ts';
import type { ReceivedFile } from '../platform/upload/form-parts.ts';
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
  /** Way to the options in the form, where they are not its fields. */
  readonly optionsAt?: string;
  /** As of a `CutoutOrder`. */
  readonly takesCutouts?: boolean;
}

/** Pictures that users can name. */
export interface NamedPictures {
  /** @throws ApiError 404 when the user has no picture of that id */
  source(userId: string, id: string): Promise<{ readonly key: string; readonly name: string }>;
}

/** Fetches pictures from where their owners say they are. */
export interface PictureFetcher {
  /** @throws ApiError 400, 413 */
  fetch(url: string, file: string, signal: AbortSignal): Promise<{ readonly fileName: string | undefined }>;
}

export interface PictureFormDeps {
  readonly fetcher: PictureFetcher;
  readonly images: NamedPictures;
  readonly blobs: BlobStore;
  readonly maxUploadBytes: number;
}

/** A recipe is the longest thing that is said beside a picture. */
const MAX_FIELD_BYTES = 16 * 1024;

/** Receives forms with one picture, or with the name of one that is here. */
export class PictureForm {
  readonly #deps: PictureFormDeps;
  readonly #rules: FilesRules;

  constructor(deps: PictureFormDeps) {
    this.#deps = deps;
    this.#rules = {
      ...PICTURE_UPLOAD,
      maxFieldBytes: MAX_FIELD_BYTES,
      maxFileBytes: deps.maxUploadBytes,
      leastFiles: 0,
      mostFiles: 1,
    };
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
    const { image_id, image_url, ...options } = parsed.fields;
    const [file] = form.files;
    const given = { file, image_id, image_url };
    const [first, second] = Object.entries(given).filter(([, value]) => value !== undefined);
    if (second) throw wrongField(second[0], 'Only one of file, image_id and image_url may be sent');
    if (!first) throw wrongField('file', 'file is missing');
    const picture = await this.#picture(given, { userId, signal }, folder);
    return { ...picture, options };
  }

  async #picture(
    { file, image_id, image_url }: GivenPicture,
    { userId, signal }: Pick<PictureRequest, 'userId' | 'signal'>,
    folder: ScratchFolder,
  ): Promise<Omit<ReceivedPicture, 'options'>> {
    const { images, blobs, fetcher } = this.#deps;
    if (file) return { path: file.path, fileName: file.name ?? pictureName(undefined) };
    const path = folder.file('upload');
    if (image_url !== undefined) {
      const { fileName } = await fetcher.fetch(image_url, path, signal);
      return { path, fileName: pictureName(fileName) };
    }
    const { key, name } = await images.source(userId, image_id ?? '');
    if (!(await fetchBlob(blobs, key, path, signal))) {
      throw new ApiError(404, 'not_found', 'There is no such image');
    }
    return { path, fileName: name };
  }
}

/** One of the ways in which a picture comes. */
interface GivenPicture {
  readonly file: ReceivedFile | undefined;
  readonly image_id: string | undefined;
  readonly image_url: string | undefined;
}
