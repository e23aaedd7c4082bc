import { EngineError } from '@backgroundfx/core';
import type { WholePicture } from '../studio.api.ts';

/**
 * A PNG's pixels with straight alpha, byte for byte; a canvas would premultiply them. Borrows the file.
 * @throws EngineError `unreadable_image`
 */
export async function readPng(png: Blob): Promise<WholePicture> {
  const { default: decode } = await import('@jsquash/png/decode.js');
  try {
    const { width, height, data } = await decode(await png.arrayBuffer());
    return { width, height, data: data.buffer };
  } catch (cause) {
    throw new EngineError('unreadable_image', 'The PNG cannot be read', { cause });
  }
}
