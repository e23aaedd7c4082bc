import { EngineError } from '../errors.ts';

/**
 * Tries what is a gain and no need: what it gives, or the error that keeps it away.
 * @throws EngineError `cancelled`; and what is no `EngineError`, which is a defect
 */
export async function attempt<T>(work: () => Promise<T>): Promise<T | EngineError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof EngineError && error.code !== 'cancelled') return error;
    throw error;
  }
}
