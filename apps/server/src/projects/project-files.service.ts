import { stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { EngineError } from '@backgroundfx/core';
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
import { fileTooLarge, wrongField } from '../platform/upload/form-errors.ts';
import type { ReceivedFile } from '../platform/upload/form-parts.ts';
import { PICTURE_UPLOAD } from '../platform/upload/picture-upload.ts';
import { receiveForm } from '../platform/upload/receive-form.ts';
import type { ProjectRecord, ProjectRepository } from './project.repository.ts';
import type { ProjectFileRecord, ProjectFileRepository } from './project-file.repository.ts';
import { noProject, noRoomForProjects, tooMany } from './refusals.ts';
import { videoFormatOf } from './video-file.ts';

/** A file on its way into a project. */
export interface FileUpload {
  /** Its body is a form that nobody has read from. */
  readonly message: IncomingMessage;
  readonly userId: string;
  readonly projectId: string;
  /** Fires when the client goes away. */
  readonly signal: AbortSignal;
  /** The id to give it; when there is one of that id already, it came with an earlier try of the same request. */
  readonly id: string | undefined;
}

/** A file, and where it can be fetched. */
export interface AddressedFile extends ProjectFileRecord {
  readonly url: string;
  /** Videos have none. */
  readonly thumbnail: string | undefined;
  readonly expiresAt: Date;
}

/** A picture that its owner can name, to be worked on. */
export interface PictureSource {
  /** Of its blob. */
  readonly key: string;
  /** Without an ending. */
  readonly name: string;
}

export interface ProjectFilesPorts {
  readonly projects: Pick<ProjectRepository, 'find'>;
  readonly projectFiles: ProjectFileRepository;
  readonly blobs: BlobStore;
  readonly scratch: Scratch;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Bounds the files that arrive at once. */
  readonly admission: { enter(userId: string): () => void };
  /** Signs addresses of files. */
  readonly addresses: {
    sign(id: string, names: readonly string[]): { urls: readonly string[]; expiresAt: Date };
  };
  /** Largest picture taken, bytes and pixels. */
  readonly maxUploadBytes: number;
  readonly maxPixels: number;
  /** What all projects of one user may take, bytes. */
  readonly maxBytesOfUser: number;
  /** Is told of blobs that could not be removed; they go with other orphans later. */
  readonly onLeftOver: (error: unknown, id: string) => void;
}

/** What a form may weigh beside its file. */
const FORM_BYTES = 64 * 1024;
const THUMBNAIL = 'thumbnail.webp';
const MOST_FILES = 1000;
const MAX_VIDEO_BYTES = 500_000_000;
const FORMATS = { jpeg: 'jpg', png: 'png', webp: 'webp' } as const;

type FileFacts = Pick<ProjectFileRecord, 'format' | 'size'>;

/** The pictures and videos of projects. */
export class ProjectFilesService {
  /** Of the blobs. */
  readonly folder = 'project-files';
  readonly #ports: ProjectFilesPorts;

  constructor(ports: ProjectFilesPorts) {
    this.#ports = ports;
  }

  /**
   * Receives a file and keeps it. When this fails nothing is kept.
   * @throws ApiError for the project, the form, the file and the room there is; EngineError for the picture
   */
  async add(upload: FileUpload): Promise<AddressedFile> {
    const { admission, scratch } = this.#ports;
    const project = await this.#project(upload.userId, upload.projectId);
    await this.#checkRoom(upload);
    const leave = admission.enter(upload.userId);
    try {
      const folder = await scratch.newFolder();
      try {
        return this.#addressed(await this.#receive(upload, project, folder));
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

  /** @throws ApiError 404 */
  async list(userId: string, projectId: string, wish: PageWish): Promise<Page<AddressedFile>> {
    await this.#project(userId, projectId);
    const { items, total } = await this.#ports.projectFiles.list(projectId, wish);
    return { items: items.map(file => this.#addressed(file)), total };
  }

  /** @throws ApiError 404 */
  async read(userId: string, projectId: string, id: string): Promise<AddressedFile> {
    return this.#addressed(await this.#own(userId, projectId, id));
  }

  /** @throws ApiError 404 */
  async delete(userId: string, projectId: string, id: string): Promise<void> {
    const { projectFiles, clock } = this.#ports;
    await projectFiles.delete(await this.#own(userId, projectId, id), clock.now());
    await this.forget([id]);
  }

  /**
   * The picture of a project that an `image_id` names; undefined when the user has none of that id.
   * @throws ApiError 400 when it is a video
   */
  async source(userId: string, id: string): Promise<PictureSource | undefined> {
    const file = await this.#ports.projectFiles.find(id);
    if (file?.userId !== userId) return undefined;
    if (isVideo(file)) throw wrongField('image_id', 'The file is a video; videos cannot be cut out yet');
    return { key: this.#key(id, fileName(file)), name: file.name };
  }

  /** For addresses of files, and for the sweep of blobs that nobody knows. */
  async downloadName(id: string, name: string): Promise<string | undefined> {
    const file = await this.#ports.projectFiles.find(id);
    if (!file) return undefined;
    return name === THUMBNAIL ? `${file.name}-thumbnail.webp` : `${file.name}.${file.format}`;
  }

  /** Removes the blobs of files that no row knows any more; never rejects. */
  async forget(ids: readonly string[]): Promise<void> {
    const { blobs, onLeftOver } = this.#ports;
    for (const id of ids) {
      try {
        for await (const { key } of blobs.list(`${this.folder}/${id}`)) await blobs.delete(key);
      } catch (error) {
        onLeftOver(error, id);
      }
    }
  }

  /**
   * Refuses a large file before it is sent for nothing. Not where the same request may have been answered before, which is
   * known when its body has come.
   */
  async #checkRoom({ message, userId, id }: FileUpload): Promise<void> {
    const { projectFiles, maxBytesOfUser } = this.#ports;
    const atLeast = Number(message.headers['content-length'] ?? 0) - FORM_BYTES;
    if (id !== undefined || atLeast <= 0) return;
    if ((await projectFiles.bytesOf(userId)) + atLeast > maxBytesOfUser)
      throw noRoomForProjects(maxBytesOfUser);
  }

  async #receive(
    { message, userId, projectId, signal, id }: FileUpload,
    { type }: ProjectRecord,
    folder: ScratchFolder,
  ): Promise<ProjectFileRecord> {
    const { clock, ids, projectFiles, maxUploadBytes } = this.#ports;
    const maxFileBytes = type === 'video' ? Math.max(maxUploadBytes, MAX_VIDEO_BYTES) : maxUploadBytes;
    const { file, fields } = await receiveForm(message, { ...PICTURE_UPLOAD, maxFileBytes }, folder, signal);
    const strangers = Object.keys(fields);
    if (strangers.length > 0) {
      throw invalidRequest(strangers.map(path => ({ path, message: `There is no field called "${path}"` })));
    }
    const before = id === undefined ? undefined : await projectFiles.find(id);
    if (before?.userId === userId) return before;
    const thumbnail = folder.file(THUMBNAIL);
    const facts = await this.#inspect(file, type, thumbnail);
    signal.throwIfAborted();
    const record: ProjectFileRecord = {
      ...facts,
      id: id ?? ids.next(),
      projectId,
      userId,
      name: pictureName(file.name),
      bytes: (await stat(file.path)).size,
      createdAt: clock.now(),
    };
    await this.#keep(record, file.path, thumbnail);
    return record;
  }

  /** What the file is; of a picture the small copy is written, which also finds out whether all of it can be read. */
  async #inspect(
    { path, bytes }: ReceivedFile,
    type: ProjectRecord['type'],
    thumbnail: string,
  ): Promise<FileFacts> {
    const { maxUploadBytes, maxPixels } = this.#ports;
    const format = await videoFormatOf(path);
    if (format && type === 'video') return { format, size: undefined };
    if (format) throw wrongField('file', 'Only a project of type video takes videos');
    if (bytes > maxUploadBytes) throw fileTooLarge(maxUploadBytes);
    try {
      const { kind, width, height } = await inspectPicture(path, { maxPixels });
      await writeThumbnail(path, thumbnail, { width, height });
      return { format: FORMATS[kind], size: { width, height } };
    } catch (error) {
      const isUnknown = error instanceof EngineError && error.code === 'unsupported_image';
      throw isUnknown && type === 'video' ? neitherNor() : error;
    }
  }

  async #keep(file: ProjectFileRecord, path: string, thumbnail: string): Promise<void> {
    const { blobs, projectFiles, maxBytesOfUser } = this.#ports;
    try {
      await blobs.put(this.#key(file.id, fileName(file)), path);
      if (!isVideo(file)) await blobs.put(this.#key(file.id, THUMBNAIL), thumbnail);
      const room = { mostBytes: maxBytesOfUser, mostFiles: MOST_FILES };
      const outcome = await projectFiles.insert(file, room);
      if (outcome === 'missing') throw noProject();
      if (outcome === 'many') throw tooMany('files in a project', MOST_FILES);
      if (outcome === 'full') throw noRoomForProjects(maxBytesOfUser);
    } catch (error) {
      await this.forget([file.id]);
      throw error;
    }
  }

  async #project(userId: string, id: string): Promise<ProjectRecord> {
    const project = await this.#ports.projects.find(userId, id);
    if (!project) throw noProject();
    return project;
  }

  async #own(userId: string, projectId: string, id: string): Promise<ProjectFileRecord> {
    await this.#project(userId, projectId);
    const file = await this.#ports.projectFiles.find(id);
    if (file?.projectId !== projectId) throw new ApiError(404, 'not_found', 'There is no such file');
    return file;
  }

  #addressed(file: ProjectFileRecord): AddressedFile {
    const names = isVideo(file) ? [fileName(file)] : [fileName(file), THUMBNAIL];
    const { urls, expiresAt } = this.#ports.addresses.sign(file.id, names);
    const [url = '', thumbnail] = urls;
    return { ...file, url, thumbnail, expiresAt };
  }

  #key(id: string, name: string): string {
    return `${this.folder}/${id}/${name}`;
  }
}

/** Videos are kept without a look inside, so nobody knows their size. */
export function isVideo({ size }: Pick<ProjectFileRecord, 'size'>): boolean {
  return size === undefined;
}

function fileName({ format }: Pick<ProjectFileRecord, 'format'>): string {
  return `file.${format}`;
}

function neitherNor(): ApiError {
  const message = 'The file is neither a picture (JPEG, PNG, WebP) nor a video (MP4, WebM, MOV)';
  return new ApiError(400, 'invalid_image', message, { details: { reason: 'unsupported_image' } });
}
