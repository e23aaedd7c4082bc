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

/** As recipes have it where they say nothing. */
const USUAL_QUALITY = 90;

export interface EncodeOptions {
  /** Without, the colours alone are written, of clear pixels too. */
  readonly alpha?: boolean;
  /** Of JPEG, 1..100. */
  readonly quality?: number | undefined;
}

/** Formats that are one picture. */
export type PictureFormat = Exclude<CutoutFormat, 'zip'>;

/**
 * Writes a picture with straight alpha and without metadata; what can be seen of it is kept exactly, but for JPEG, which has
 * no alpha either. Borrows `image`.
 * @param path absolute; what is there is replaced, and after an error something half-written may be there
 * @throws EngineError `image_too_large` for WebP with a side above 16,383; `disk_full`. Errors of the disk pass.
 */
export async function encodePicture(
  image: RgbaImage,
  format: PictureFormat,
  path: string,
  { alpha = format !== 'jpg', quality }: EncodeOptions = {},
): Promise<void> {
  const { width, height, data } = image;
  checkSides(image, format);
  const pipeline = sharp(data, { raw: { width, height, channels: 4 }, limitInputPixels: false });
  await write(encoded(alpha ? pipeline : pipeline.removeAlpha(), format, quality), path);
}

/** Writes a matte in 8-bit grey, 255 is subject, as a PNG unless told otherwise. Borrows `matte`. As `encodePicture` otherwise. */
export async function encodeMatte(
  { width, height, data }: Matte,
  path: string,
  format: PictureFormat = 'png',
): Promise<void> {
  checkSides({ width, height }, format);
  const pipeline = sharp(data, { raw: { width, height, channels: 1 }, limitInputPixels: false });
  await write(encoded(pipeline.toColourspace('b-w'), format), path);
}

function encoded(pipeline: Sharp, format: PictureFormat, quality = USUAL_QUALITY): Sharp {
  // Edges of a subject are often red or blue, so colours keep their resolution.
  if (format === 'jpg') return pipeline.jpeg({ quality: Math.round(quality), chromaSubsampling: '4:4:4' });
  return format === 'png' ? pipeline.png(PNG) : pipeline.webp(WEBP);
}

/** One channel of a picture as a matte: 3 is its alpha. New. */
export function matteOf({ data, width, height }: RgbaImage, channel: 0 | 3): Matte {
  const values = new Uint8Array(width * height);
  for (let i = 0; i < values.length; i++) values[i] = data[i * 4 + channel]!;
  return { kind: 'matte8', width, height, data: values };
}

/** @throws EngineError `image_too_large` when the format cannot hold so wide or high a picture. */
export function checkSides(
  { width, height }: Pick<RgbaImage, 'width' | 'height'>,
  format: CutoutFormat,
): void {
  if (format !== 'webp' || Math.max(width, height) <= MAX_WEBP_SIDE) return;
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
