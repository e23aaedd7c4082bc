import { EngineError, type Matte, type RgbaImage } from '@backgroundfx/core';
import type { CutoutFormat } from './cutout.api.ts';
import { DiskFullError } from './engine-errors.ts';
import { type Sharp, sharp } from './image-library.ts';

/** WebP has no room for more in its header. */
export const MAX_WEBP_SIDE = 16_383;

/** Measured on cut-outs of 1 and 12 megapixels: higher levels cost time and hardly a byte. */
const PNG = { compressionLevel: 3 } as const;
/** Lossless, so that colours stay as they are. Any more effort costs five times the time for a third of the bytes. */
const WEBP = { lossless: true, effort: 0, quality: 50 } as const;

/**
 * Writes a picture with straight alpha and without metadata; what can be seen of it is kept exactly. Borrows `image`.
 * @param path absolute; what is there is replaced, and after an error something half-written may be there
 * @throws EngineError `image_too_large` for WebP with a side above 16,383; `DiskFullError`. Errors of the disk pass.
 */
export async function encodePicture(image: RgbaImage, format: CutoutFormat, path: string): Promise<void> {
  const { width, height, data } = image;
  checkSides(image, format);
  const pipeline = sharp(data, { raw: { width, height, channels: 4 }, limitInputPixels: false });
  await write(format === 'png' ? pipeline.png(PNG) : pipeline.webp(WEBP), path);
}

/** Writes a matte as an 8-bit grey PNG, 255 is subject. Borrows `matte`. As `encodePicture` otherwise. */
export async function encodeMatte({ width, height, data }: Matte, path: string): Promise<void> {
  const pipeline = sharp(data, { raw: { width, height, channels: 1 }, limitInputPixels: false });
  await write(pipeline.toColourspace('b-w').png(PNG), path);
}

/** @throws EngineError `image_too_large` when the format cannot hold so wide or high a picture. */
export function checkSides(
  { width, height }: Pick<RgbaImage, 'width' | 'height'>,
  format: CutoutFormat,
): void {
  if (format === 'png' || Math.max(width, height) <= MAX_WEBP_SIDE) return;
  throw new EngineError('image_too_large', `WebP holds at most ${MAX_WEBP_SIDE} pixels a side`, {
    details: { width, height, limitSide: MAX_WEBP_SIDE },
  });
}

async function write(pipeline: Sharp, path: string): Promise<void> {
  try {
    await pipeline.toFile(path);
  } catch (cause) {
    // libvips tells of the disk in words only.
    if (/No space left|quota exceeded/i.test(String(cause))) throw new DiskFullError({ cause });
    throw cause;
  }
}
