import { EngineError } from '@backgroundfx/core';
import type { WholePicture } from '../studio.api.ts';
import { fetchedPart } from './fetched-part.ts';

/**
 * A PNG's pixels with straight alpha, byte for byte; a canvas would premultiply them. Borrows the file.
 * @throws EngineError `unreadable_image`; as `fetchedPart`
 */
export async function readPng(png: Blob): Promise<WholePicture> {
  const { decode } = await fetchedPart('png', async () => {
    const codec = await import('@jsquash/png/decode.js');
    await codec.init();
    return codec;
  });
  try {
    const { width, height, data } = await decode(await png.arrayBuffer());
    return { width, height, data: data.buffer };
  } catch (cause) {
    throw new EngineError('unreadable_image', 'The PNG cannot be read', { cause });
  }
}
