import { StorageFull } from './workspace-storage.ts';

/** Fulfils as the work does; where that failed for want of room, rejects with `StorageFull`. */
export async function withRoom<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isQuota(error) ? new StorageFull('There is no room left', { cause: error }) : error;
  }
}

/** Databases wrap what went wrong: a transaction that was aborted for want of room says so inside. */
function isQuota(error: unknown): boolean {
  if (!(error instanceof Error) && !(error instanceof DOMException)) return false;
  if (error.name === 'QuotaExceededError') return true;
  const { inner, cause } = error as { inner?: unknown; cause?: unknown };
  const within = inner ?? cause;
  return within !== error && within !== undefined && isQuota(within);
}
