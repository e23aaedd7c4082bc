import { BLOCK_SIDE, CLEAR, MIXED, type Rectangle, surveyBlocks } from '../raster/matte-blocks.ts';
import type { Matte } from '../raster/planes.ts';

/** What is to be done in the blocks of a picture, row by row: one of the four below each. */
export interface BandBlocks {
  readonly width: number;
  readonly data: Uint8Array;
}

/** Nothing. */
export const IDLE = 0;
/** Colours are looked at, because a neighbour's depend on them. */
export const NEAR = 1;
/** The subject's edge runs through it. */
export const BAND = 2;
/** Shown where there is no subject, or too little: the subject's colours go on into it, and all of its cells are solved. */
export const BEYOND = 3;

/** Borrows both mattes, which are of one size; the blocks take a byte for 64 pixels. */
export function findBand(matte: Matte, shown: Matte): BandBlocks {
  const { width, height, data } = surveyBlocks(matte);
  const visible = shown === matte ? undefined : surveyBlocks(shown).data;
  for (let i = 0; i < data.length; i++) {
    if (data[i] === MIXED) data[i] = visible ? BEYOND : BAND;
    else data[i] = data[i] === CLEAR && visible && visible[i] !== CLEAR ? BEYOND : IDLE;
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[y * width + x]! >= BAND) markAround(data, width, height, x, y);
    }
  }
  return { width, data };
}

/** How many blocks of a rectangle of pixels have to be painted. */
export function countToPaint({ width, data }: BandBlocks, { x0, y0, x1, y1 }: Rectangle): number {
  let count = 0;
  for (let y = Math.floor(y0 / BLOCK_SIDE); y < y1 / BLOCK_SIDE; y++) {
    for (let x = Math.floor(x0 / BLOCK_SIDE); x < x1 / BLOCK_SIDE; x++) {
      if (data[y * width + x]! >= BAND) count++;
    }
  }
  return count;
}

function markAround(data: Uint8Array, width: number, height: number, x: number, y: number): void {
  for (let j = Math.max(0, y - 1); j <= Math.min(height - 1, y + 1); j++) {
    for (let i = Math.max(0, x - 1); i <= Math.min(width - 1, x + 1); i++) {
      if (data[j * width + i] === IDLE) data[j * width + i] = NEAR;
    }
  }
}
