import type { Matte, RgbaImage } from '@backgroundfx/core';

/** How far colours are from the subject's own, at the pixels through which the background shows. */
export interface ColourError {
  /** Of the cut-out, mean absolute difference of red, green and blue in levels of 0..255. */
  readonly cutout: number;
  /** Of the picture as it was, at the same pixels: what a cut-out without clean colours has. */
  readonly source: number;
  /** Pixels that were compared. */
  readonly pixels: number;
}

/** Alpha of the truth, 0..255, at which a pixel counts as half-transparent: 5 to 95 %. */
const HALF_TRANSPARENT = { least: 13, most: 242 };

/**
 * Compares the colours of a cut-out with the true foreground's, where the truth is half-transparent and the cut-out is
 * neither empty nor opaque (an opaque pixel must keep the picture's colour, and an empty one shows none). All of one size.
 * @returns NaN for both when there is no such pixel
 */
export function colourError(
  cutout: RgbaImage,
  source: RgbaImage,
  foreground: RgbaImage,
  truth: Matte,
): ColourError {
  let ours = 0;
  let before = 0;
  let pixels = 0;
  for (let i = 0; i < truth.data.length; i++) {
    const p = i * 4;
    const g = truth.data[i]!;
    const a = cutout.data[p + 3]!;
    if (g < HALF_TRANSPARENT.least || g > HALF_TRANSPARENT.most || a === 0 || a === 255) continue;
    pixels++;
    for (let c = p; c < p + 3; c++) {
      ours += Math.abs(cutout.data[c]! - foreground.data[c]!);
      before += Math.abs(source.data[c]! - foreground.data[c]!);
    }
  }
  return { cutout: ours / (3 * pixels), source: before / (3 * pixels), pixels };
}
