import { BLOCK_SIDE, type Rectangle } from '../raster/matte-blocks.ts';
import type { Matte, RgbaImage } from '../raster/planes.ts';
import { BAND, type BandBlocks, BEYOND, IDLE, NEAR } from './band-blocks.ts';
import {
  ALPHA,
  COLOUR_B,
  COLOUR_F,
  type ColourLevel,
  cellOffset,
  type LevelMemory,
  levelMemory,
  NORMAL,
  RIGHT_B,
  RIGHT_F,
  STRIDE,
} from './colour-level.ts';

/** Alpha from which a sample is taken for the subject's own colour, and below its complement for the background's. */
const SURE = 0.9;
/** How much more than the mixture such a sample counts. */
const SURE_WEIGHT = 3;
/** How little a level of alpha counts that is not sure. */
const GUESS = 1e-6;
const MOST_SAMPLES = 1 << 15;
/** Sum of the alpha of four pixels of the subject. */
const WHOLE = 4 * 255;
/** By alpha 0..255: how sure it is that the sample shows the subject's colour. */
const SURENESS = Float32Array.from({ length: 256 }, (_, a) => Math.max(0, a / 255 - SURE) / (1 - SURE));

/**
 * A level of a single cell to begin with: the mean colours of what is surely subject and surely background, or, where there
 * is no such pixel, of what is more so. Looks at `MOST_SAMPLES` pixels at most.
 */
export function readSeed(image: RgbaImage, matte: Matte, side: number): ColourLevel {
  const step = Math.max(1, Math.ceil(Math.sqrt((image.width * image.height) / MOST_SAMPLES)));
  const memory = levelMemory(1);
  const { cells } = memory;
  let sumF = 0;
  let sumB = 0;
  for (let y = 0; y < image.height; y += step) {
    for (let x = 0; x < image.width; x += step) {
      const i = y * image.width + x;
      const a = matte.data[i]!;
      const share = image.data[i * 4 + 3]!;
      const weightF = share * (SURENESS[a]! + GUESS * a);
      const weightB = share * (SURENESS[255 - a]! + GUESS * (255 - a));
      sumF += weightF;
      sumB += weightB;
      for (let k = 0; k < 3; k++) {
        const value = image.data[i * 4 + k]!;
        cells[COLOUR_F + k] = cells[COLOUR_F + k]! + weightF * value;
        cells[COLOUR_B + k] = cells[COLOUR_B + k]! + weightB * value;
      }
    }
  }
  for (let k = 0; k < 3; k++) {
    cells[COLOUR_F + k] = cells[COLOUR_F + k]! / (sumF || 1);
    cells[COLOUR_B + k] = cells[COLOUR_B + k]! / (sumB || 1);
  }
  return { side, x0: 0, y0: 0, width: 1, height: 1, cells, toSolve: memory.toSolve };
}

/**
 * Reads a level from the picture: four pixels a cell, at the same places whatever the region. Where a cell is of one kind,
 * its colour is known; what is not known is inherited from `parent`, the level of twice the side, already solved. Samples
 * count by the picture's own alpha: under none there is no colour.
 * With `blocks`, cells are read in the band and beyond it, and those that touch them; the rest is left as it was.
 * Takes `memory`; borrows the rest.
 */
export function readLevel(
  image: RgbaImage,
  matte: Matte,
  side: number,
  region: Rectangle,
  parent: ColourLevel,
  blocks: BandBlocks | undefined,
  memory: LevelMemory,
): ColourLevel {
  const { x0, y0 } = region;
  const { cells, toSolve } = memory;
  const width = region.x1 - x0;
  const height = region.y1 - y0;
  const endX = image.width - 1;
  const endY = image.height - 1;
  const lastX = Math.floor(endX / side);
  const lastY = Math.floor(endY / side);
  const near = side >> 2;
  const far = (side >> 1) + near;
  const cellsToBlock = blocks ? Math.log2(BLOCK_SIDE / side) : 0;
  const blockMask = (1 << cellsToBlock) - 1;
  const counts: [number, number] = [0, 0];
  for (let y = 0, c = 0; y < height; y++) {
    const cellY = clamp(y0 + y, lastY);
    const top = clamp(cellY * side + near, endY) * image.width;
    const bottom = clamp(cellY * side + far, endY) * image.width;
    const rim = y === 0 || y === height - 1;
    for (let x = 0; x < width; x++, c += STRIDE) {
      const cellX = clamp(x0 + x, lastX);
      let state = BAND;
      if (blocks) {
        state = blocks.data[(cellY >> cellsToBlock) * blocks.width + (cellX >> cellsToBlock)]!;
        if (state === IDLE) {
          // On to the block's last column: the ones between are idle too.
          const skipped = Math.min(width - 1 - x, Math.max(0, (cellX | blockMask) - x0 - x));
          x += skipped;
          c += skipped * STRIDE;
          continue;
        }
        if (state === NEAR && !touchesBand(blocks, cellX, cellY, cellsToBlock)) continue;
      }
      const left = clamp(cellX * side + near, endX);
      const right = clamp(cellX * side + far, endX);
      const alpha =
        matte.data[top + left]! +
        matte.data[top + right]! +
        matte.data[bottom + left]! +
        matte.data[bottom + right]!;
      cells[c + ALPHA] = alpha / WHOLE;
      inherit(cells, c, parent, cellX >> 1, cellY >> 1);
      const pure = alpha === 0 || alpha === WHOLE;
      if (pure) {
        const known = c + (alpha === 0 ? COLOUR_B : COLOUR_F);
        readColour(image.data, top + left, top + right, bottom + left, bottom + right, cells, known);
        if (state !== BEYOND) continue;
      }
      if (rim || x === 0 || x === width - 1 || state === NEAR) continue;
      readEquations(image.data, matte.data, top + left, top + right, bottom + left, bottom + right, cells, c);
      const field = ((cellX + cellY) & 1) as 0 | 1;
      toSolve[field][counts[field]++] = c;
    }
  }
  return {
    side,
    x0,
    y0,
    width,
    height,
    cells,
    toSolve: [toSolve[0].subarray(0, counts[0]), toSolve[1].subarray(0, counts[1])],
  };
}

/** Whether one of the blocks that the neighbours of a cell near the band lie in is of it or beyond it. */
function touchesBand(
  { width, data }: BandBlocks,
  cellX: number,
  cellY: number,
  cellsToBlock: number,
): boolean {
  if (cellsToBlock === 0) return true;
  const top = ((cellY - 1) >> cellsToBlock) * width;
  const bottom = ((cellY + 1) >> cellsToBlock) * width;
  const left = Math.max(0, (cellX - 1) >> cellsToBlock);
  const right = Math.min(width - 1, (cellX + 1) >> cellsToBlock);
  // Above and below the picture there are no blocks.
  return (
    (data[top + left] ?? IDLE) >= BAND ||
    (data[top + right] ?? IDLE) >= BAND ||
    (data[bottom + left] ?? IDLE) >= BAND ||
    (data[bottom + right] ?? IDLE) >= BAND
  );
}

/** Colours to begin with: what the parent found. */
function inherit(
  cells: Float32Array,
  c: number,
  parent: ColourLevel,
  parentX: number,
  parentY: number,
): void {
  const p = cellOffset(parent, parentX, parentY) + COLOUR_F;
  const source = parent.cells;
  const o = c + COLOUR_F;
  for (let k = 0; k < 6; k++) cells[o + k] = source[p + k]!;
}

/** Mean colour of four pixels, each counting by its own alpha; nothing is written where that is 0 for all. */
function readColour(
  data: RgbaImage['data'],
  i0: number,
  i1: number,
  i2: number,
  i3: number,
  cells: Float32Array,
  o: number,
): void {
  const p0 = i0 * 4;
  const p1 = i1 * 4;
  const p2 = i2 * 4;
  const p3 = i3 * 4;
  const s0 = data[p0 + 3]!;
  const s1 = data[p1 + 3]!;
  const s2 = data[p2 + 3]!;
  const s3 = data[p3 + 3]!;
  const sum = s0 + s1 + s2 + s3;
  if (sum === 0) return;
  for (let k = 0; k < 3; k++) {
    cells[o + k] = (s0 * data[p0 + k]! + s1 * data[p1 + k]! + s2 * data[p2 + k]! + s3 * data[p3 + k]!) / sum;
  }
}

/**
 * The equations of a cell alone: that alpha mixes the two colours into the picture's, and that samples which are surely of one
 * kind show its colour.
 */
function readEquations(
  data: RgbaImage['data'],
  matte: Uint8Array,
  i0: number,
  i1: number,
  i2: number,
  i3: number,
  cells: Float32Array,
  c: number,
): void {
  const a = cells[c + ALPHA]!;
  const o = 1 - a;
  let normalF = 0;
  let normalMixed = 0;
  let normalB = 0;
  for (let k = 0; k < 6; k++) cells[c + RIGHT_F + k] = 0;
  for (let n = 0; n < 4; n++) {
    const i = n === 0 ? i0 : n === 1 ? i1 : n === 2 ? i2 : i3;
    const p = i * 4;
    const share = data[p + 3]! / 255;
    const alpha = matte[i]!;
    const weightF = share * (a + SURE_WEIGHT * SURENESS[alpha]!);
    const weightB = share * (o + SURE_WEIGHT * SURENESS[255 - alpha]!);
    normalF += weightF - share * a * o;
    normalMixed += share * a * o;
    normalB += weightB - share * a * o;
    for (let k = 0; k < 3; k++) {
      const value = data[p + k]!;
      cells[c + RIGHT_F + k] = cells[c + RIGHT_F + k]! + weightF * value;
      cells[c + RIGHT_B + k] = cells[c + RIGHT_B + k]! + weightB * value;
    }
  }
  cells[c + NORMAL] = normalF;
  cells[c + NORMAL + 1] = normalMixed;
  cells[c + NORMAL + 2] = normalB;
}

function clamp(at: number, last: number): number {
  return Math.max(0, Math.min(last, at));
}
