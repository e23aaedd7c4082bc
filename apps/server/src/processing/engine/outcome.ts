import { EngineError } from '@backgroundfx/core';
import { DiskFullError } from './engine-errors.ts';
import type { Outcome, WireError } from './engine-thread.api.ts';

/** On the thread: runs the work and packs what it throws. */
export async function packed<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error: toWire(error) };
  }
}

/** On the other side: the value, or the error thrown again as an `EngineError` or a `DiskFullError`. */
export function unpacked<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  const { code, message, details, cause } = outcome.error;
  if (code === 'disk_full') throw new DiskFullError({ cause });
  throw new EngineError(code, message, { details, cause });
}

function toWire(error: unknown): WireError {
  if (error instanceof EngineError) {
    const { code, message, details, cause } = error;
    return { code, message, details, cause: cause === undefined ? undefined : String(cause) };
  }
  if (error instanceof DiskFullError) {
    return { code: 'disk_full', message: error.message, details: {}, cause: String(error.cause) };
  }
  if (!(error instanceof Error)) {
    return { code: 'internal', message: String(error), details: {}, cause: undefined };
  }
  // The runtime's way to say that an ArrayBuffer of this size is not to be had.
  const code =
    error instanceof RangeError && /allocation|array length/i.test(error.message)
      ? 'out_of_memory'
      : 'internal';
  return { code, message: error.message, details: {}, cause: error.stack };
}
