import type { Database } from './database/schema.ts';

/** What a capability keeps in the blob store for its users. */
export interface OwnedBlobs {
  /**
   * Folders of everything that belongs to a user, as `BlobStore.list` takes them. Asked in the transaction in which the
   * user's rows go, so that nothing can come in between; the blobs go after it.
   * @param within the transaction
   */
  foldersOf(userId: string, within: Database): Promise<readonly string[]>;
}
