import type { Matte } from './planes.ts';

/** Side of a block in pixels; a power of two, and two words of memory. */
export const BLOCK_SIDE = 8;

/** What the blocks of a matte hold, row by row: `CLEAR` all 0, `SOLID` all 255, `MIXED` anything else. */
export interface MatteBlocks {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export const CLEAR = 0;
export const SOLID = 1;
export const MIXED = 2;

/** Pixels from (x0, y0) up to, not including, (x1, y1). */
export interface Rectangle {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Looks at every pixel of a matte once, so that later steps need not look at flat parts. A byte for 64 pixels. */
export function surveyBlocks(matte: Matte): MatteBlocks {
  const width = Math.ceil(matte.width / BLOCK_SIDE);
  const height = Math.ceil(matte.height / BLOCK_SIDE);
  const data = new Uint8Array(width * height);
  const { buffer, byteOffset } = matte.data;
  const words =
    matte.width % 4 === 0 && byteOffset % 4 === 0
      ? new Int32Array(buffer, byteOffset, matte.data.length / 4)
      : undefined;
  const any = new Int32Array(width);
  const all = new Int32Array(width);
  for (let block = 0; block < height; block++) {
    any.fill(0);
    all.fill(-1);
    const last = Math.min(matte.height, (block + 1) * BLOCK_SIDE);
    for (let y = block * BLOCK_SIDE; y < last; y++) {
      if (words) gatherWords(words, (y * matte.width) / 4, matte.width / 4, any, all);
      else gatherBytes(matte.data, y * matte.width, matte.width, any, all);
    }
    for (let x = 0; x < width; x++) {
      data[block * width + x] = any[x] === 0 ? CLEAR : all[x] === -1 ? SOLID : MIXED;
    }
  }
  return { width, height, data };
}

function gatherWords(words: Int32Array, from: number, count: number, any: Int32Array, all: Int32Array): void {
  for (let x = 0; x < count; x++) {
    const word = words[from + x]!;
    const block = ((x * 4) / BLOCK_SIDE) | 0;
    any[block] = any[block]! | word;
    all[block] = all[block]! & word;
  }
}

function gatherBytes(bytes: Uint8Array, from: number, count: number, any: Int32Array, all: Int32Array): void {
  for (let x = 0; x < count; x++) {
    const byte = bytes[from + x]!;
    const block = (x / BLOCK_SIDE) | 0;
    any[block] = any[block]! | byte;
    all[block] = all[block]! & (byte === 255 ? -1 : 0);
  }
}

/** Whether a rectangle of pixels lies in blocks that are all `CLEAR` or all `SOLID`. */
export function isFlat({ width, data }: MatteBlocks, { x0, y0, x1, y1 }: Rectangle): boolean {
  const first = data[Math.floor(y0 / BLOCK_SIDE) * width + Math.floor(x0 / BLOCK_SIDE)]!;
  if (first === MIXED) return false;
  for (let y = Math.floor(y0 / BLOCK_SIDE); y < y1 / BLOCK_SIDE; y++) {
    for (let x = Math.floor(x0 / BLOCK_SIDE); x < x1 / BLOCK_SIDE; x++) {
      if (data[y * width + x] !== first) return false;
    }
  }
  return true;
}
