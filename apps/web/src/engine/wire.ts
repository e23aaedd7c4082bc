import { EngineError } from '@backgroundfx/core';
import type { Outcome, WireError } from './cutout.api.ts';

/** Typed errors across `postMessage`: comlink itself carries only an error's message. */

/** In the worker: runs the work and packs what it throws. */
export async function packed<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error: toWire(error) };
  }
}

/** On the page: the value, or the worker's error thrown again as an `EngineError`. */
export function unpacked<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  const { code, message, details } = outcome.error;
  throw new EngineError(code, message, { details });
}

function toWire(error: unknown): WireError {
  if (error instanceof EngineError) {
    return { code: error.code, message: error.message, details: error.details };
  }
  const message = error instanceof Error ? error.message : String(error);
  // The browser's way to say that an ArrayBuffer of this size is not to be had.
  const code =
    error instanceof RangeError && /allocation|array length/i.test(message) ? 'out_of_memory' : 'internal';
  return { code, message, details: {} };
}
