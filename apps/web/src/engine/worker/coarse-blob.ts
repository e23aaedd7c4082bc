import { EngineError, type FloatMatte, floatMatte } from '@backgroundfx/core';
import type { CoarseMatte } from '../cutout.api.ts';

/** @throws EngineError `unreadable_image` when the matte's bytes cannot be read any more, or are not as many as it says */
export async function readCoarse({ width, height, alpha }: CoarseMatte): Promise<FloatMatte> {
  try {
    return floatMatte(width, height, new Float32Array(await alpha.arrayBuffer()));
  } catch (cause) {
    throw new EngineError('unreadable_image', 'The matte cannot be read any more', { cause });
  }
}
