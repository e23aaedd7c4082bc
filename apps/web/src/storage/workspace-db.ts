import { Dexie, type Table } from 'dexie';
import type { CutoutFacts } from '../state/cutout-facts.ts';
import type { CanvasSize, StoredMatte } from './workspace-storage.ts';

/** A file beside the database. */
export interface FileRef {
  readonly key: string;
  readonly type: string;
}

export interface ProjectRow {
  readonly id: string;
  readonly name: string;
  readonly changedAt: number;
  /** Milliseconds since 1970; null where it was not. */
  readonly deletedAt: number | null;
}

export interface PictureRow {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  /** Their order in the project. */
  readonly addedAt: number;
  readonly removedAt: number | null;
  readonly file: FileRef;
  readonly start: unknown;
}

export interface LogRow {
  /** Given by the database, one after another whichever tab writes. */
  readonly seq?: number;
  readonly pictureId: string;
  readonly key: string;
  readonly entry: unknown;
}

export interface MatteRow extends Pick<StoredMatte, 'key' | 'quality'> {
  readonly pictureId: string;
  readonly facts: CutoutFacts;
  readonly coarse?: { readonly width: number; readonly height: number; readonly alpha: FileRef };
  readonly served?: FileRef;
}

export interface AssetRow {
  readonly projectId: string;
  readonly id: string;
  readonly file: FileRef;
}

export interface ThumbnailRow {
  readonly pictureId: string;
  readonly blob: Blob;
  /** Absent where it shows the original, and in rows that earlier versions wrote. */
  readonly canvas?: CanvasSize;
}

/** A file where the browser has no file system for sites. */
export interface FileRow {
  readonly key: string;
  readonly blob: Blob;
  readonly at: number;
}

export class WorkspaceDb extends Dexie {
  declare readonly projects: Table<ProjectRow, string>;
  declare readonly pictures: Table<PictureRow, string>;
  declare readonly log: Table<LogRow, number>;
  declare readonly mattes: Table<MatteRow, [string, string]>;
  declare readonly assets: Table<AssetRow, [string, string]>;
  declare readonly thumbnails: Table<ThumbnailRow, string>;
  declare readonly files: Table<FileRow, string>;

  constructor(name: string) {
    // What the page calls saved is on the disk, not on its way there.
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      projects: 'id',
      pictures: 'id, projectId',
      log: '++seq, [pictureId+seq], &key',
      mattes: '[pictureId+key], pictureId',
      assets: '[projectId+id], projectId',
      thumbnails: 'pictureId',
      files: 'key',
    });
  }
}
