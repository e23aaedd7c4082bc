import type { Rectangle } from '../raster/matte-blocks.ts';
import type { RgbaImage } from '../raster/planes.ts';

/**
 * A part of one level of a colour pyramid: a grid of square cells, `side` picture pixels wide, aligned to the picture's
 * corner. Each cell holds alpha and the two unknown colours, the subject's and the background's.
 */
export interface ColourLevel {
  readonly side: number;
  /** The first column and row, counted in cells from the picture's corner; -1 is a ring of copies around the picture. */
  readonly x0: number;
  readonly y0: number;
  readonly width: number;
  readonly height: number;
  /** `STRIDE` floats a cell: see the offsets below. */
  readonly cells: Float32Array;
  /** Offsets of the cells to be solved, in two lists like the fields of a chessboard. */
  readonly toSolve: readonly [Int32Array, Int32Array];
}

/** Floats of a cell; one cache line. */
export const STRIDE = 16;
/** Mean alpha, 0..1. */
export const ALPHA = 0;
/**
 * What the cell alone says of its subject colour F and background colour B, 0..255, as normal equations: the three
 * different entries of the matrix, then the right side of each. Only cells to be solved have them.
 */
export const NORMAL = 1;
export const RIGHT_F = 4;
export const RIGHT_B = 7;
/** The two colours. */
export const COLOUR_F = 10;
export const COLOUR_B = 13;

/** What a level is kept in, and used again for the next part of it. */
export interface LevelMemory {
  readonly cells: Float32Array;
  readonly toSolve: readonly [Int32Array, Int32Array];
}

export function levelMemory(cells: number): LevelMemory {
  const half = Math.ceil(cells / 2);
  return {
    cells: new Float32Array(cells * STRIDE),
    toSolve: [new Int32Array(half), new Int32Array(half)],
  };
}

/** Cells of `side` pixels that cover the pixels `area` and `margin` more cells on each side, up to a ring around the picture. */
export function cellsAround(image: RgbaImage, area: Rectangle, side: number, margin: number): Rectangle {
  return {
    x0: Math.max(-1, Math.floor(area.x0 / side) - margin),
    y0: Math.max(-1, Math.floor(area.y0 / side) - margin),
    x1: Math.min(Math.ceil(image.width / side) + 1, Math.ceil(area.x1 / side) + margin),
    y1: Math.min(Math.ceil(image.height / side) + 1, Math.ceil(area.y1 / side) + margin),
  };
}

/** Where a cell's floats begin. */
export function cellOffset(level: Pick<ColourLevel, 'x0' | 'y0' | 'width'>, x: number, y: number): number {
  return ((y - level.y0) * level.width + x - level.x0) * STRIDE;
}
