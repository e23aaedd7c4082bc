import type { Quality } from '@backgroundfx/core';
import type { CoarseMatte } from '../engine/cutout.api.ts';
import type { CutoutFacts } from '../state/cutout-facts.ts';
import type { EditDocument } from '../state/document/edit-document.ts';
import type { LogEntry } from '../state/document/history.ts';

/** Types only: what the workspace asks of the place where its work is kept. */

export interface ProjectSummary {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
  readonly pictures: number;
  /** Of its first picture that has one. */
  readonly thumbnail: Blob | null;
}

export interface NewPicture {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly file: Blob;
  /** The document that its log begins with. */
  readonly start: EditDocument;
}

export interface StoredPicture {
  readonly id: string;
  readonly name: string;
  readonly file: Blob;
  readonly thumbnail: Blob | null;
  /** Of the composition that the thumbnail shows; null while it shows the original. */
  readonly canvas: CanvasSize | null;
}

/** Pixels. */
export interface CanvasSize {
  readonly width: number;
  readonly height: number;
}

export interface StoredProject {
  readonly id: string;
  readonly name: string;
  /** In the order in which they were added. */
  readonly pictures: readonly StoredPicture[];
}

/** What was written, read back: it may be of another version or damaged, and is checked by the reader. */
export interface StoredEntry {
  readonly seq: number;
  readonly key: string;
  readonly entry: unknown;
}

export interface StoredLog {
  readonly start: unknown;
  /** By `seq`. */
  readonly entries: readonly StoredEntry[];
}

/** What looking at a picture came to with one network and level. */
export interface StoredMatte {
  /** See `choiceKey`. */
  readonly key: string;
  readonly facts: CutoutFacts;
  /** The level at which it was looked at; lower than that of the key where the device was too small for that. */
  readonly quality: Quality;
  /** Absent where nothing was found, and where a server made it. */
  readonly coarse?: CoarseMatte;
  /** What a server made. */
  readonly served?: Blob;
}

export interface StorageUse {
  readonly usedBytes: number;
  /** What the browser allows at most, as it says. */
  readonly quotaBytes: number;
}

/**
 * Where projects are kept. Blobs that are handed in are borrowed; those that are handed out lie on the disk where there is
 * one. Whatever is written is written when its promise is fulfilled. A full disk rejects with `StorageFull`, a file that
 * cannot be read any more with `SourceGone`.
 */
export interface WorkspaceStorage {
  /** Whether what is kept outlives the page. */
  isLasting(): Promise<boolean>;

  /** Latest change first; without those that were deleted. */
  projects(): Promise<readonly ProjectSummary[]>;
  /** Calls back after each change of `projects`, of other tabs too. @returns what ends that */
  watchProjects(listener: () => void): () => void;
  createProject(id: string, name: string): Promise<void>;
  renameProject(id: string, name: string): Promise<void>;
  /** @returns the id of the copy, which has its own history */
  duplicateProject(id: string, name: string): Promise<string>;
  /** It can be restored until it is swept. */
  deleteProject(id: string): Promise<void>;
  restoreProject(id: string): Promise<void>;
  /** For good, and where there is no room even to note that something is deleted. */
  eraseProject(id: string): Promise<void>;
  /** Null where there is none, or it was deleted. */
  readProject(id: string): Promise<StoredProject | null>;

  /** Writing the same one again changes nothing. @returns its file as it is kept */
  addPicture(picture: NewPicture): Promise<Blob>;
  /** Hands over a project's pictures after each change of them and of what was found in them, of other tabs too. @returns what ends that */
  watchPictures(projectId: string, listener: (pictures: readonly StoredPicture[]) => void): () => void;
  removePicture(id: string): Promise<void>;
  restorePicture(id: string): Promise<void>;
  keepThumbnail(pictureId: string, thumbnail: Blob, canvas: CanvasSize | null): Promise<void>;

  readLog(pictureId: string): Promise<StoredLog | null>;
  /** Appends to a picture's log; an entry whose key is there already is not written again. @returns its place */
  append(pictureId: string, key: string, entry: LogEntry): Promise<number>;
  /** Hands over entries behind a place as they are kept, by any tab. @returns what ends that */
  followLog(
    pictureId: string,
    after: number,
    listener: (entries: readonly StoredEntry[]) => void,
  ): () => void;

  /** @returns it as it is kept */
  keepMatte(pictureId: string, matte: StoredMatte): Promise<StoredMatte>;
  readMatte(pictureId: string, key: string): Promise<StoredMatte | null>;

  keepAsset(projectId: string, id: string, file: Blob): Promise<void>;
  readAsset(projectId: string, id: string): Promise<Blob | null>;

  /** Null where the browser does not tell. */
  use(): Promise<StorageUse | null>;
  /** Asks the browser to keep everything until the user deletes it. @returns whether it does */
  persist(): Promise<boolean>;
  /** Lets go of what was deleted long enough ago that nobody undoes it, and of files that nothing refers to. */
  sweep(): Promise<void>;
  close(): void;
}

/** A file that was to be kept cannot be read any more, as it was moved or changed meanwhile: another try is no use. */
export class SourceGone extends Error {
  override readonly name = 'SourceGone';
}

/** There is no room left on the disk, or no more than the browser allows. */
export class StorageFull extends Error {
  override readonly name = 'StorageFull';
}
