import type { PixelBox } from '../raster/resample.ts';
import type { Region } from './region.ts';

/** A region of a picture of this size in its pixels, moved outwards to whole ones. */
export function regionPixels(
  picture: { readonly width: number; readonly height: number },
  region: Region,
): PixelBox {
  const [left, right] = pixelsOf(picture.width, region.left, region.right);
  const [top, bottom] = pixelsOf(picture.height, region.top, region.bottom);
  return { left, top, width: right - left, height: bottom - top };
}

/** The first pixel of a side that a part of it has, and the one behind its last. */
function pixelsOf(side: number, from: number, to: number): [number, number] {
  // Shares that were made of whole pixels come back as these, whatever the rounding.
  const begin = Math.min(side - 1, Math.max(0, Math.floor(from * side + 1e-6)));
  return [begin, Math.min(side, Math.max(begin + 1, Math.ceil(to * side - 1e-6)))];
}
