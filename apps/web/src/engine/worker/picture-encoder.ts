import { EngineError, type RgbaImage } from '@backgroundfx/core';
import encode from '@jsquash/png/encode.js';

/**
 * Encodes as PNG with straight alpha, pixel for pixel; no metadata. (A canvas would premultiply and lose colours where
 * alpha is low.) Borrows `image`.
 * @throws EngineError `out_of_memory`: nothing else makes the encoder give up on pixels.
 */
export async function encodePng(image: RgbaImage): Promise<Blob> {
  const { width, height, data } = image;
  const pixels = new Uint8ClampedArray(data.buffer as ArrayBuffer, data.byteOffset, data.length);
  try {
    return new Blob([await encode(new ImageData(pixels, width, height))], { type: 'image/png' });
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    throw new EngineError('out_of_memory', 'The PNG could not be written', { cause });
  }
}
