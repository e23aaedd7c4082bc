import type { BlobStore } from '../../platform/blobs/blob-store.ts';
import { fetchBlob } from '../../platform/blobs/fetch-blob.ts';
import type { BatchRepository } from './batch.repository.ts';

/** Files that wait for their turn, durably: they outlive the process, and go when their turn is over. */
export class Uploads {
  readonly folder = 'uploads';
  readonly #blobs: BlobStore;
  readonly #batches: Pick<BatchRepository, 'isUnfinished'>;

  constructor(blobs: BlobStore, batches: Pick<BatchRepository, 'isUnfinished'>) {
    this.#blobs = blobs;
    this.#batches = batches;
  }

  /** @param file absolute path, which is moved */
  keep(itemId: string, file: string): Promise<void> {
    return this.#blobs.put(this.#key(itemId), file);
  }

  /** @returns whether it was there */
  fetch(itemId: string, file: string, signal: AbortSignal): Promise<boolean> {
    return fetchBlob(this.#blobs, this.#key(itemId), file, signal);
  }

  delete(itemId: string): Promise<void> {
    return this.#blobs.delete(this.#key(itemId));
  }

  /** For the sweep of files that nobody knows: they have no address. */
  async downloadName(id: string): Promise<string | undefined> {
    return (await this.#batches.isUnfinished(id)) ? 'upload' : undefined;
  }

  #key(itemId: string): string {
    return `${this.folder}/${itemId}/source`;
  }
}
