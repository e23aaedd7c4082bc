import { EngineError } from '../errors.ts';
import type { Matte, RgbaImage } from '../raster/planes.ts';

/**
 * Cuts the subject out: alpha becomes the picture's own alpha times the matte (rounded), colours stay as they are
 * (straight alpha), and fully transparent pixels lose their colour, so that what was removed is really gone.
 * Takes `image`: its buffer is changed in place and returned. Borrows `matte`.
 * @throws EngineError `invalid_argument` when the sizes differ.
 */
export function cutOut(image: RgbaImage, matte: Matte): RgbaImage {
  if (image.width !== matte.width || image.height !== matte.height) {
    throw new EngineError('invalid_argument', 'Picture and matte differ in size');
  }
  const pixels = image.data;
  const alpha = matte.data;
  for (let i = 0, p = 0; i < alpha.length; i++, p += 4) {
    const share = alpha[i]!;
    const before = pixels[p + 3]!;
    if (share === 255 && before !== 0) continue;
    const a = share === 0 ? 0 : Math.round((before * share) / 255);
    pixels[p + 3] = a;
    if (a !== 0) continue;
    pixels[p] = 0;
    pixels[p + 1] = 0;
    pixels[p + 2] = 0;
  }
  return image;
}

/** Mean alpha of a matte, 0..1: the share of the picture that is subject. */
export function coverage(matte: Matte): number {
  let sum = 0;
  for (const a of matte.data) sum += a;
  return sum / (255 * matte.data.length);
}
