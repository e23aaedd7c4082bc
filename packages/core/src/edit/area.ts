import { type Matte, matte } from '../raster/planes.ts';
import type { PixelBox } from '../raster/resample.ts';

/** One byte for every pixel of a part of a picture, row by row: alpha, or how far something covers it. */
export interface ByteArea extends PixelBox {
  readonly data: Uint8Array;
}

/** The whole pixels that a rectangle touches, inside a picture; undefined where it lies beside it. */
export function pixelsWithin(
  { width, height }: { readonly width: number; readonly height: number },
  x0: number,
  y0: number,
  x1: number,
  y1: number,
): PixelBox | undefined {
  const left = Math.max(0, Math.floor(x0));
  const top = Math.max(0, Math.floor(y0));
  const right = Math.min(width, Math.ceil(x1));
  const bottom = Math.min(height, Math.ceil(y1));
  if (!(right > left && bottom > top)) return undefined;
  return { left, top, width: right - left, height: bottom - top };
}

/** The alpha of a box of a matte. Borrows; the copy is new. */
export function copyArea(source: Matte, { left, top, width, height }: PixelBox): ByteArea {
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = (top + y) * source.width + left;
    data.set(source.data.subarray(from, from + width), y * width);
  }
  return { left, top, width, height, data };
}

/** Exchanges the alpha of a matte and of an area: doing it twice leaves both as they were. */
export function swapArea(target: Matte, { left, top, width, height, data }: ByteArea): void {
  const row = new Uint8Array(width);
  for (let y = 0; y < height; y++) {
    const from = (top + y) * target.width + left;
    row.set(target.data.subarray(from, from + width));
    target.data.set(data.subarray(y * width, (y + 1) * width), from);
    data.set(row, y * width);
  }
}

/** An area as a matte of its own, on the same memory. */
export function areaMatte({ width, height, data }: ByteArea): Matte {
  return matte(width, height, data);
}
