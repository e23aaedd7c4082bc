import { type Matte, type RgbaImage, rgbaImage } from '@backgroundfx/core';

/** Where the overlay begins, half way, and ends: red, green, blue, alpha. */
const STOPS = [
  [64, 112, 255, 0],
  [64, 112, 255, 150],
  [255, 176, 32, 235],
] as const;

/**
 * What the engine is unsure of, as an overlay: nothing where it is sure, blue where it hesitates, amber where it does not
 * know. Borrows `uncertainty`.
 */
export function doubtPicture({ width, height, data }: Matte): RgbaImage {
  const palette = Uint8ClampedArray.from({ length: 256 * 4 }, (_, i) => shade(i >> 2, i & 3));
  const pixels = new Uint8ClampedArray(width * height * 4);
  data.forEach((doubt, i) => {
    pixels.set(palette.subarray(doubt * 4, doubt * 4 + 4), i * 4);
  });
  return rgbaImage(width, height, pixels);
}

function shade(doubt: number, channel: number): number {
  const at = (doubt / 255) * (STOPS.length - 1);
  const from = Math.min(STOPS.length - 2, Math.floor(at));
  const [a, b] = [STOPS[from]?.[channel] ?? 0, STOPS[from + 1]?.[channel] ?? 0];
  return a + (b - a) * (at - from);
}
