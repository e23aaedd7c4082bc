import type { EngineError } from '@backgroundfx/core';

/**
 * Whether an error says that code or wasm, which is fetched when it is first needed, did not arrive: no network, or a server
 * that has a newer version by now. Runtimes and browsers remember that in a worker, so that another try needs a new one.
 */
export function isMissingPart({ code, details }: Pick<EngineError, 'code' | 'details'>): boolean {
  return code === 'internal' && typeof details.part === 'string';
}
