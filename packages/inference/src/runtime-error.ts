import { EngineError } from '@backgroundfx/core';

const OUT_OF_MEMORY = /bad_alloc|out of memory|failed to allocate|allocation failed/i;
const THREAD_ENDED = /worker (has )?(exited|terminated|died)|terminating worker thread/i;

/** Turns whatever a runtime throws into the engine's own error; an `EngineError` passes unchanged. */
export function toEngineError(error: unknown, what: string): EngineError {
  if (error instanceof EngineError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const code = OUT_OF_MEMORY.test(text)
    ? 'out_of_memory'
    : THREAD_ENDED.test(text)
      ? 'worker_died'
      : 'inference_failed';
  return new EngineError(code, `${what}: ${text}`, { cause: error });
}
