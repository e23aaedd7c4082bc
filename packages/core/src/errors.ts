/** What can go wrong between a file and a cut-out; one code, one meaning, on every host. */
export type EngineErrorCode =
  /** The caller's AbortSignal fired. */
  | 'cancelled'
  /** The file has no bytes. */
  | 'empty_file'
  /** The file is not a picture of a kind we read. */
  | 'unsupported_image'
  /** The file says it is a picture and cannot be decoded. */
  | 'unreadable_image'
  /** The picture has more pixels, or the file more bytes, than the limit. */
  | 'image_too_large'
  /** A model file could not be fetched (no network, not found, server error). */
  | 'model_unavailable'
  /** A model file arrived with other bytes than its catalogue entry promises. */
  | 'model_corrupt'
  /** A model of the user's own is refused, before it runs or when it was tried; `details.reason` says which rule. */
  | 'invalid_model'
  /** The runtime refused the model, or a run failed, on every execution provider that was tried. */
  | 'inference_failed'
  /** The machine ran out of memory. */
  | 'out_of_memory'
  /** The disk has no room for the result. */
  | 'disk_full'
  /** The worker that held the job died. */
  | 'worker_died'
  /** An argument contradicts the function's documented contract. */
  | 'invalid_argument'
  /** A text that is to become a background says nothing: too short, or neither a letter nor a digit in it. */
  | 'prompt_rejected'
  /** Something broke that nothing here accounts for: a defect of ours. */
  | 'internal';

/** The only error type the engine throws on purpose. `details` holds plain, structured-cloneable facts. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: EngineErrorCode;
  readonly details: Readonly<Record<string, string | number | boolean>>;

  constructor(
    code: EngineErrorCode,
    message: string,
    options: { cause?: unknown; details?: Readonly<Record<string, string | number | boolean>> } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** @throws EngineError `cancelled` when the signal has fired; returns otherwise. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new EngineError('cancelled', 'Cancelled', { cause: signal.reason });
}
