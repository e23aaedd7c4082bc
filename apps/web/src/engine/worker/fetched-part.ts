import { EngineError } from '@backgroundfx/core';

/**
 * Code, or its wasm, that is fetched when it is first needed.
 * @param part for the log
 * @param load fetches it; called anew at the next try
 * @throws EngineError `internal` with `details.part` where it did not arrive; `out_of_memory`
 */
export async function fetchedPart<T>(part: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    if (isNoMemory(cause)) {
      throw new EngineError('out_of_memory', `There is no memory for ${part}`, { cause });
    }
    const message = `A part of the editor did not arrive: ${part}`;
    throw new EngineError('internal', message, { cause, details: { part } });
  }
}

/** As browsers say it of a wasm's memory, and Emscripten passes it on. */
function isNoMemory(error: unknown): boolean {
  return (
    error instanceof RangeError ||
    (error instanceof Error && /could not allocate|out of memory/i.test(error.message))
  );
}
