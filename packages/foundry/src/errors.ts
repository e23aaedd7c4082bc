/** What can go wrong between a published model and the files we ship; one code, one meaning. */
export type FoundryErrorCode =
  /** The caller's AbortSignal fired. */
  | 'cancelled'
  /** All bytes are there and they are not the promised ones. */
  | 'hash_mismatch'
  /** Fewer bytes than promised. */
  | 'truncated'
  /** The disk, or the user's share of it, is full. */
  | 'disk_full'
  /** A file or folder cannot be written or read for another reason (permissions, a folder in its place). */
  | 'unwritable'
  /** The other side cannot be reached, or the connection broke. */
  | 'network_down'
  /** The other side answers and has no such file. */
  | 'not_found'
  /** The source does not hold what the catalogue says: other format, missing chunk, unknown operator, npm missing. */
  | 'bad_source'
  /** A file of our own (catalogue, calibration) contradicts its format. */
  | 'bad_catalogue';

/** The only error the foundry throws on purpose. The message names the file and says what to do. */
export class FoundryError extends Error {
  override readonly name = 'FoundryError';
  readonly code: FoundryErrorCode;
  /** Name or path of the file it is about. */
  readonly file: string;

  constructor(code: FoundryErrorCode, file: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.file = file;
  }
}

/** @throws FoundryError `cancelled` when the signal has fired; returns otherwise. */
export function throwIfCancelled(signal: AbortSignal | undefined, file: string): void {
  if (signal?.aborted) throw cancelled(file, signal.reason);
}

export function cancelled(file: string, cause?: unknown): FoundryError {
  return new FoundryError('cancelled', file, `Cancelled while working on ${file}`, { cause });
}

/** The system's code of a failed call (`ENOSPC`, `ECONNREFUSED`), looked for in the error and its causes. */
export function systemCode(error: unknown): string | undefined {
  for (let e: unknown = error, depth = 0; e instanceof Error && depth < 5; e = e.cause, depth++) {
    if ('code' in e && typeof e.code === 'string') return e.code;
  }
  return undefined;
}
