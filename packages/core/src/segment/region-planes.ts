import { type RgbaImage, type RgbPlanes, rgbaImage } from '../raster/planes.ts';
import { resampleToPlanes } from '../raster/resample.ts';
import { type Region, WHOLE } from './region.ts';

/** See `resampleToPlanes`: what stands behind see-through pixels. */
const BEHIND = 128;
/** Pixels along a side that are kept for each one wanted; more are averaged away first. */
const KEPT = 2;

/**
 * A region of a picture as float planes, as `resampleToPlanes` gives the whole. The region is moved outwards to whole
 * pixels. Borrows `image`; the memory beside the result grows with the result, not with the picture.
 */
export function regionToPlanes(image: RgbaImage, region: Region, width: number, height: number): RgbPlanes {
  if (region === WHOLE) return resampleToPlanes(image, width, height);
  const columns = cellEdges(image.width, region.left, region.right, width);
  const rows = cellEdges(image.height, region.top, region.bottom, height);
  return resampleToPlanes(averageCells(image, columns, rows), width, height);
}

/**
 * Where the cells of one side begin, and where the last one ends, in pixels of the picture: a cell is a pixel, or as many
 * as leave at least `KEPT` cells for each pixel wanted.
 */
function cellEdges(side: number, from: number, to: number, wanted: number): Int32Array {
  // Shares that were made of whole pixels come back as these, whatever the rounding.
  const begin = Math.min(side - 1, Math.max(0, Math.floor(from * side + 1e-6)));
  const end = Math.min(side, Math.max(begin + 1, Math.ceil(to * side - 1e-6)));
  const step = Math.max(1, Math.floor((end - begin) / (KEPT * wanted)));
  const cells = Math.floor((end - begin) / step);
  return Int32Array.from({ length: cells + 1 }, (_, i) => begin + Math.floor((i * (end - begin)) / cells));
}

/** One opaque pixel for each cell: its mean, laid over grey. */
function averageCells({ data, width }: RgbaImage, columns: Int32Array, rows: Int32Array): RgbaImage {
  const across = columns.length - 1;
  const down = rows.length - 1;
  const out = new Uint8ClampedArray(across * down * 4);
  let o = 0;
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++, o += 4) {
      let [r, g, b] = [0, 0, 0];
      for (let y = rows[row]!; y < rows[row + 1]!; y++) {
        const end = (y * width + columns[column + 1]!) * 4;
        for (let p = (y * width + columns[column]!) * 4; p < end; p += 4) {
          const share = data[p + 3]! / 255;
          r += (data[p]! - BEHIND) * share;
          g += (data[p + 1]! - BEHIND) * share;
          b += (data[p + 2]! - BEHIND) * share;
        }
      }
      const n = (rows[row + 1]! - rows[row]!) * (columns[column + 1]! - columns[column]!);
      out[o] = BEHIND + r / n;
      out[o + 1] = BEHIND + g / n;
      out[o + 2] = BEHIND + b / n;
      out[o + 3] = 255;
    }
  }
  return rgbaImage(across, down, out);
}
