import { type Matte, matte, type RgbaImage } from '../raster/planes.ts';

/** The alpha of a picture as a matte. Borrows `image`; the matte is new. */
export function alphaOf({ data, width, height }: RgbaImage): Matte {
  const alpha = new Uint8Array(width * height);
  for (let i = 0; i < alpha.length; i++) alpha[i] = data[4 * i + 3]!;
  return matte(width, height, alpha);
}
