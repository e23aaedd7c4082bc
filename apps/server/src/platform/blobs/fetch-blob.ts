import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { BlobStore } from './blob-store.ts';
import { storageError } from './storage-error.ts';

/**
 * Copies a blob to a file, for whoever needs a path.
 * @param file absolute path in a scratch folder; made, or replaced
 * @returns whether there was such a blob
 * @throws ApiError 503 `storage_full`; the signal's reason when it fires
 */
export async function fetchBlob(
  blobs: BlobStore,
  key: string,
  file: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const bytes = await blobs.read(key);
  if (!bytes) return false;
  try {
    await pipeline(bytes, createWriteStream(file), { signal });
    return true;
  } catch (error) {
    throw storageError(error);
  }
}
