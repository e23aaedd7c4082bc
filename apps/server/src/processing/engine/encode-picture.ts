import { EngineError, type Matte, type RgbaImage } from '@backgroundfx/core';
import { type Sharp, sharp } from '../../platform/pictures/image-library.ts';
import type { CutoutFormat } from './cutout.api.ts';

/** WebP has no room for more in its header. */
export const MAX_WEBP_SIDE = 16_383;

/**
 * Of cut-outs of 1.2 and 12 megapixels, for each megapixel: 15 ms and 720 kB. Level 1 saves 7 ms and costs 180 kB, level 6
 * gains nothing; filters that adapt to each row would halve the speed for a fifth of the bytes.
 */
const PNG = { compressionLevel: 3 } as const;
/** Lossless, so that colours stay as they are: 33 ms and 535 kB. One step of effort more is 250 ms and 350 kB. */
const WEBP = { lossless: true, effort: 0, quality: 25 } as const;

/**
 * Writes a picture with straight alpha and without metadata; what can be seen of it is kept exactly. Borrows `image`.
 * @param path absolute; what is there is replaced, and after an error something half-written may be there
 * @throws EngineError `image_too_large` for WebP with a side above 16,383; `disk_full`. Errors of the disk pass.
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
    if (/No space left|quota exceeded/i.test(String(cause))) {
      throw new EngineError('disk_full', 'No room left on the disk', { cause });
    }
    throw cause;
  }
}
