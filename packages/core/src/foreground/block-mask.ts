import type { Matte } from '../raster/planes.ts';

/** Side of a block in pixels; a power of two. */
export const BLOCK_SIDE = 8;

/** Which blocks of a picture hold half-transparent pixels: 2 those that do, 1 their eight neighbours, 0 the rest. */
export interface BlockMask {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Pixels from (x0, y0) up to, not including, (x1, y1). */
export interface Rectangle {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Marks the blocks of a matte's band. Borrows `matte`. The mask takes a byte for 64 pixels. */
export function maskBlocks(matte: Matte): BlockMask {
  const width = Math.ceil(matte.width / BLOCK_SIDE);
  const height = Math.ceil(matte.height / BLOCK_SIDE);
  const data = new Uint8Array(width * height);
  for (let y = 0, i = 0; y < matte.height; y++) {
    const row = Math.floor(y / BLOCK_SIDE) * width;
    for (let x = 0; x < matte.width; x++, i++) {
      const a = matte.data[i]!;
      if (a > 0 && a < 255) data[row + ((x / BLOCK_SIDE) | 0)] = 2;
    }
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[y * width + x] === 2) markAround(data, width, height, x, y);
    }
  }
  return { width, height, data };
}

/** How many blocks of a rectangle of pixels hold half-transparent ones. */
export function bandBlocks(blocks: BlockMask, { x0, y0, x1, y1 }: Rectangle): number {
  let count = 0;
  for (let y = Math.floor(y0 / BLOCK_SIDE); y < y1 / BLOCK_SIDE; y++) {
    const row = y * blocks.width;
    for (let x = Math.floor(x0 / BLOCK_SIDE); x < x1 / BLOCK_SIDE; x++) {
      if (blocks.data[row + x] === 2) count++;
    }
  }
  return count;
}

function markAround(data: Uint8Array, width: number, height: number, x: number, y: number): void {
  for (let j = Math.max(0, y - 1); j <= Math.min(height - 1, y + 1); j++) {
    for (let i = Math.max(0, x - 1); i <= Math.min(width - 1, x + 1); i++) {
      data[j * width + i] = data[j * width + i] || 1;
    }
  }
}
