import { ApiError } from '../api-error.ts';

/** The disk is full; the account's share of it is; the database says so, or the engine. */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL', 'disk_full']);

/** The error to throw for one that the disk gave: 503 `storage_full` where there is no room, else the error itself. */
export function storageError(error: unknown): unknown {
  const code = (error as { readonly code?: string } | undefined)?.code;
  if (code === undefined || !FULL.has(code)) return error;
  return storageFull(error);
}

export function storageFull(cause: unknown): ApiError {
  return new ApiError(503, 'storage_full', 'The server has no room left for files', { cause });
}
