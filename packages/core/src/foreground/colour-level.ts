import { BLOCK_SIDE, type Rectangle } from '../raster/matte-blocks.ts';
import type { Matte, RgbaImage } from '../raster/planes.ts';
import { BAND, type BandBlocks, BEYOND, IDLE } from './band-blocks.ts';

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
  readonly mixed: readonly [number[], number[]];
}

/** Floats of a cell; one cache line. */
export const STRIDE = 16;
/** Mean alpha, 0..1. */
export const ALPHA = 0;
/** The cell's own equations for its subject colour F and background colour B, colours 0..255: `NN.F + NB.B = NI`, ... */
export const NORMAL = 1;
export const RIGHT_F = 4;
export const RIGHT_B = 7;
export const COLOUR_F = 10;
export const COLOUR_B = 13;

/** Alpha from which a sample is taken for the subject's own colour, and below its complement for the background's. */
const SURE = 0.9;
/** How much more than the mixture such a sample counts. */
const SURE_WEIGHT = 3;
/** By alpha 0..255: how sure it is that the sample shows the subject's colour. */
const SURENESS = Float32Array.from({ length: 256 }, (_, a) => Math.max(0, a / 255 - SURE) / (1 - SURE));

/** Cells of `side` pixels that cover the pixels `area` and `margin` more cells on each side, up to a ring around the picture. */
export function cellsAround(image: RgbaImage, area: Rectangle, side: number, margin: number): Rectangle {
  return {
    x0: Math.max(-1, Math.floor(area.x0 / side) - margin),
    y0: Math.max(-1, Math.floor(area.y0 / side) - margin),
    x1: Math.min(Math.ceil(image.width / side) + 1, Math.ceil(area.x1 / side) + margin),
    y1: Math.min(Math.ceil(image.height / side) + 1, Math.ceil(area.y1 / side) + margin),
  };
}

/** Floats that a level of this region needs. */
export function levelLength({ x0, y0, x1, y1 }: Rectangle): number {
  return (x1 - x0) * (y1 - y0) * STRIDE;
}

/**
 * Reads a level from the picture: four pixels a cell, at the same places whatever the region. Where a cell is of one kind,
 * its colour is known; what is not known is inherited from `parent`, the level of twice the side, already solved.
 * With `blocks`, cells of idle ones are left unread, and only those of the band, and beyond it, will be solved.
 * Takes `cells` as its memory; borrows the rest.
 */
export function readLevel(
  image: RgbaImage,
  matte: Matte,
  side: number,
  region: Rectangle,
  parent: ColourLevel | undefined,
  blocks: BandBlocks | undefined,
  cells: Float32Array,
): ColourLevel {
  const { x0, y0 } = region;
  const width = region.x1 - x0;
  const height = region.y1 - y0;
  const lastX = Math.ceil(image.width / side) - 1;
  const lastY = Math.ceil(image.height / side) - 1;
  const mixed: [number[], number[]] = [[], []];
  const cellsToBlock = blocks ? Math.log2(BLOCK_SIDE / side) : 0;
  for (let y = 0, c = 0; y < height; y++) {
    const cellY = clamp(y0 + y, lastY);
    const rim = y === 0 || y === height - 1;
    for (let x = 0; x < width; x++, c += STRIDE) {
      const cellX = clamp(x0 + x, lastX);
      let state = BAND;
      if (blocks) state = blocks.data[(cellY >> cellsToBlock) * blocks.width + (cellX >> cellsToBlock)]!;
      if (state === IDLE) continue;
      readCell(image, matte, side, cellX, cellY, cells, c);
      inherit(cells, c, parent, cellX, cellY);
      const alpha = cells[c + ALPHA]!;
      if (rim || x === 0 || x === width - 1 || state < BAND) continue;
      if (state === BEYOND || (alpha > 0 && alpha < 1)) mixed[((cellX + cellY) & 1) as 0 | 1].push(c);
    }
  }
  return { side, x0, y0, width, height, cells, mixed };
}

/** The value of a level at a cell; cells beyond the picture's border are copies of the ones at it. */
export function cellOffset({ x0, y0, width }: ColourLevel, cellX: number, cellY: number): number {
  return ((cellY - y0) * width + cellX - x0) * STRIDE;
}

function clamp(cell: number, last: number): number {
  return Math.max(0, Math.min(last, cell));
}

/**
 * Mean alpha, and the equations of the cell alone: that alpha mixes the two colours into the picture's, and that samples
 * which are surely of one kind show its colour. Samples count by the picture's own alpha: under none there is no colour.
 */
function readCell(
  { data, width, height }: RgbaImage,
  matte: Matte,
  side: number,
  cellX: number,
  cellY: number,
  cells: Float32Array,
  c: number,
): void {
  const near = side >> 2;
  const far = (side >> 1) + near;
  let alpha = 0;
  let seen = 0;
  let sureF = 0;
  let sureB = 0;
  let r = 0;
  let g = 0;
  let b = 0;
  let rF = 0;
  let gF = 0;
  let bF = 0;
  let rB = 0;
  let gB = 0;
  let bB = 0;
  for (let k = 0; k < 4; k++) {
    const x = cellX * side + (k & 1 ? far : near);
    const y = cellY * side + (k & 2 ? far : near);
    const i = (y < height ? y : height - 1) * width + (x < width ? x : width - 1);
    const a = matte.data[i]!;
    const p = i * 4;
    alpha += a;
    const share = data[p + 3]! / 255;
    if (share === 0) continue;
    const red = data[p]! * share;
    const green = data[p + 1]! * share;
    const blue = data[p + 2]! * share;
    seen += share;
    r += red;
    g += green;
    b += blue;
    const f = SURENESS[a]!;
    if (f > 0) {
      sureF += f * share;
      rF += f * red;
      gF += f * green;
      bF += f * blue;
    }
    const o = SURENESS[255 - a]!;
    if (o > 0) {
      sureB += o * share;
      rB += o * red;
      gB += o * green;
      bB += o * blue;
    }
  }
  const a = alpha / (4 * 255);
  const o = 1 - a;
  cells[c + ALPHA] = a;
  cells[c + NORMAL] = seen * a * a + SURE_WEIGHT * sureF;
  cells[c + NORMAL + 1] = seen * a * o;
  cells[c + NORMAL + 2] = seen * o * o + SURE_WEIGHT * sureB;
  cells[c + RIGHT_F] = a * r + SURE_WEIGHT * rF;
  cells[c + RIGHT_F + 1] = a * g + SURE_WEIGHT * gF;
  cells[c + RIGHT_F + 2] = a * b + SURE_WEIGHT * bF;
  cells[c + RIGHT_B] = o * r + SURE_WEIGHT * rB;
  cells[c + RIGHT_B + 1] = o * g + SURE_WEIGHT * gB;
  cells[c + RIGHT_B + 2] = o * b + SURE_WEIGHT * bB;
}

/** Colours to begin with: what the cell shows where it is of one kind, else what the parent found. */
function inherit(
  cells: Float32Array,
  c: number,
  parent: ColourLevel | undefined,
  cellX: number,
  cellY: number,
): void {
  const p = parent ? cellOffset(parent, cellX >> 1, cellY >> 1) : -1;
  const source = parent?.cells ?? cells;
  const f = cells[c + NORMAL]!;
  const knownF = f > 0 && (p < 0 || cells[c + ALPHA] === 1);
  const b = cells[c + NORMAL + 2]!;
  const knownB = b > 0 && (p < 0 || cells[c + ALPHA] === 0);
  for (let k = 0; k < 3; k++) {
    cells[c + COLOUR_F + k] = knownF ? cells[c + RIGHT_F + k]! / f : p < 0 ? 0 : source[p + COLOUR_F + k]!;
    cells[c + COLOUR_B + k] = knownB ? cells[c + RIGHT_B + k]! / b : p < 0 ? 0 : source[p + COLOUR_B + k]!;
  }
}
