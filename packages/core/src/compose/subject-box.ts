import type { Matte } from '../raster/planes.ts';
import type { Frame } from './map-picture.ts';

/** Alpha from which on a pixel counts as part of the subject's box: what is fainter nobody sees. */
export const BOX_ALPHA = 8;

/**
 * The smallest rectangle of whole pixels that holds all of the subject that can be seen, or nothing where nothing can.
 * Borrows `matte`.
 */
export function subjectBox({ data, width, height }: Matte): Frame | undefined {
  let top = -1;
  let bottom = -1;
  let left = width;
  let right = -1;
  for (let y = 0; y < height; y++) {
    const begin = y * width;
    const end = begin + width;
    let first = begin;
    while (first < end && data[first]! < BOX_ALPHA) first++;
    if (first === end) continue;
    if (top < 0) top = y;
    bottom = y;
    left = Math.min(left, first - begin);
    // Only beyond what is known already.
    for (let i = end - 1; i > begin + right; i--) {
      if (data[i]! < BOX_ALPHA) continue;
      right = i - begin;
      break;
    }
  }
  if (top < 0) return undefined;
  return { left, top, width: right + 1 - left, height: bottom + 1 - top };
}
