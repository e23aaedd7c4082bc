import { type BackdropEntry, listBackdrops } from '@backgroundfx/core';
import type { BlobStore } from '../platform/blobs/blob-store.ts';
import type { Scratch } from '../platform/blobs/scratch.ts';
import type { DrawingPool } from './drawing/drawing-pool.ts';

/** Part of the files' names: to be raised when pictures of the library are drawn otherwise, as a file never changes. */
const EDITION = 1;
const IMAGE = `image-${EDITION}.jpg`;
const THUMBNAIL = `thumbnail-${EDITION}.webp`;

const FILES: ReadonlyMap<string, { width: number; height: number; format: 'jpg' | 'webp' }> = new Map([
  [IMAGE, { width: 1920, height: 1080, format: 'jpg' }],
  [THUMBNAIL, { width: 320, height: 180, format: 'webp' }],
]);

export interface LibraryDeps {
  /** Folder of the blobs. */
  readonly folder: string;
  readonly blobs: BlobStore;
  readonly scratch: Scratch;
  readonly drawing: Pick<DrawingPool, 'draw'>;
}

/** The backgrounds that everybody has. Their files are drawn when they are first asked for, and kept. */
export class Library {
  readonly entries: readonly BackdropEntry[] = listBackdrops();
  readonly names = [IMAGE, THUMBNAIL] as const;
  readonly size = { width: 1920, height: 1080 } as const;
  readonly #byId = new Map(this.entries.map(entry => [entry.id, entry]));
  readonly #making = new Map<string, Promise<void>>();
  readonly #deps: LibraryDeps;

  constructor(deps: LibraryDeps) {
    this.#deps = deps;
  }

  find(id: string): BackdropEntry | undefined {
    return this.#byId.get(id);
  }

  /** Of its picture's blob, which is there when this resolves. Throws as `make`; to be called for what is there. */
  async picture(id: string): Promise<string> {
    const key = this.#key(id, IMAGE);
    if (!(await this.#deps.blobs.stat(key))) await this.make(id, IMAGE);
    return key;
  }

  downloadName({ title }: BackdropEntry, name: string): string | undefined {
    if (name === THUMBNAIL) return `${title}-thumbnail.webp`;
    return name === IMAGE || name === '' ? `${title}.jpg` : undefined;
  }

  /**
   * Draws a file, once for all who ask meanwhile.
   * @throws EngineError as the drawing does; ApiError 503 `storage_full`
   */
  async make(id: string, name: string): Promise<void> {
    const key = this.#key(id, name);
    const making = this.#making.get(key) ?? this.#draw(id, name).finally(() => this.#making.delete(key));
    this.#making.set(key, making);
    await making;
  }

  async #draw(id: string, name: string): Promise<void> {
    const file = FILES.get(name);
    if (!file || !this.#byId.has(id)) return;
    const { blobs, scratch, drawing } = this.#deps;
    const folder = await scratch.newFolder();
    try {
      const target = folder.file('drawing');
      await drawing.draw({ ...file, scene: { library: id }, target });
      await blobs.put(this.#key(id, name), target);
    } finally {
      await folder.remove();
    }
  }

  #key(id: string, name: string): string {
    return `${this.#deps.folder}/${id}/${name}`;
  }
}
