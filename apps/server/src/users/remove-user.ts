import type { BlobStore } from '../platform/blobs/blob-store.ts';
import type { OwnedBlobs } from '../platform/owned-blobs.ts';
import type { UserRepository } from './user.repository.ts';

export interface RemovalPorts {
  readonly users: UserRepository;
  readonly blobs: BlobStore;
  /** Everything that keeps blobs for users. */
  readonly owned: readonly OwnedBlobs[];
  /** Is told of a folder that could not be removed; what is left of it goes with other orphans later. */
  readonly onLeftOver: (error: unknown, folder: string) => void;
}

/**
 * Deletes an account and everything in it: its rows at once and together, then its blobs.
 * @returns false where there is no such user
 */
export async function removeUser(id: string, ports: RemovalPorts): Promise<boolean> {
  const { users, blobs, owned, onLeftOver } = ports;
  const folders = await users.delete(id, owned);
  for (const folder of folders ?? []) {
    try {
      for await (const { key } of blobs.list(folder)) await blobs.delete(key);
    } catch (error) {
      onLeftOver(error, folder);
    }
  }
  return folders !== undefined;
}
