import { EngineError, type EngineErrorCode } from './errors.ts';

/** Typed errors from one thread to another, whose messages carry neither classes nor their fields. */

/** What a thread answers in the place of throwing. Structured-cloneable where `T` is. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: PackedError };

/** What a message can carry of an error. */
export interface PackedError {
  readonly code: EngineErrorCode;
  readonly message: string;
  readonly details: Readonly<Record<string, string | number | boolean>>;
  /** What lay behind it, for a log. */
  readonly cause: string | undefined;
}

/** Where the work is done: runs it and packs what it throws. Does not reject. */
export async function packed<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error: packError(error) };
  }
}

/**
 * On the other side: the value.
 * @throws EngineError what the work threw; `out_of_memory` or `internal` for what was no `EngineError`
 */
export function unpacked<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  const { code, message, details, cause } = outcome.error;
  throw new EngineError(code, message, { details, cause });
}

function packError(error: unknown): PackedError {
  if (error instanceof EngineError) {
    const { code, message, details, cause } = error;
    return { code, message, details, cause: cause === undefined ? undefined : String(cause) };
  }
  if (!(error instanceof Error)) {
    return { code: 'internal', message: String(error), details: {}, cause: undefined };
  }
  // How runtimes say that an ArrayBuffer of this size is not to be had.
  const noMemory = error instanceof RangeError && /allocation|array length/i.test(error.message);
  const code = noMemory ? 'out_of_memory' : 'internal';
  return { code, message: error.message, details: {}, cause: error.stack };
}
