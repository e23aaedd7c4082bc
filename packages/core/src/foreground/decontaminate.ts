import { EngineError } from '../errors.ts';
import { type Job, step } from '../pipeline/job.ts';
import { BLOCK_SIDE, type Rectangle } from '../raster/matte-blocks.ts';
import type { Matte, RgbaImage } from '../raster/planes.ts';
import { BAND, type BandBlocks, countToPaint, findBand } from './band-blocks.ts';
import { type ColourLevel, cellsAround, type LevelMemory, levelMemory } from './colour-level.ts';
import { applyPatches, type Patch, paintMemory, paintTile, shareOfEstimate } from './paint-tile.ts';
import { readLevel, readSeed } from './read-level.ts';
import { REACH, solveColours } from './solve-colours.ts';

/** Pixels on a side of a tile. */
const TILE = 256;
/** The coarse levels of the whole picture that are kept: as fine as stays below this many cells. */
const MOST_CELLS = 1 << 16;
/** The finest of them has at least cells of this many pixels. */
const LEAST_SIDE = 16;
/** From so many pixels on, colours are solved in cells of four pixels: edges are wider there, and nothing is lost by it. */
const LARGE = 6e6;

export interface DecontaminateJob extends Job {
  /** 0..1: how far a half-transparent pixel goes from its colour in the picture to the subject's own; 1 is the default. */
  readonly strength?: number | undefined;
  /**
   * The matte that the picture will be cut with, where it is not the one that says how much of each pixel is subject: edges
   * that were moved or softened by hand. Pixels that it shows are changed, as long as `matte` is below 255 there.
   */
  readonly shown?: Matte | undefined;
  /** Pixels on a side of a tile, a power of two of at least 16; the outcome does not depend on it. */
  readonly tileSide?: number | undefined;
}

/**
 * Gives half-transparent pixels the subject's own colour, free of what shone through them: fast multi-level foreground
 * estimation (Germer et al. 2020) on tiles around the matte's band. Changes `image` in place where 0 < alpha < 255 and
 * nowhere else (but see `shown`), its alpha never. Borrows `matte`. Time grows with the band; memory with the tiles and the band in two
 * rows of them.
 * @throws EngineError `cancelled` (`image` may be half changed then); `invalid_argument` when the sizes differ or the
 * strength is out of range.
 */
export async function decontaminate(
  image: RgbaImage,
  matte: Matte,
  { strength = 1, shown = matte, tileSide = TILE, ...job }: DecontaminateJob = {},
): Promise<void> {
  if ([matte, shown].some(m => m.width !== image.width || m.height !== image.height)) {
    throw new EngineError('invalid_argument', 'Picture and matte differ in size');
  }
  if (!(strength >= 0 && strength <= 1)) {
    throw new EngineError('invalid_argument', `Strength of decontamination is 0 to 1, not ${strength}`);
  }
  if (strength === 0) return;
  const blocks = findBand(matte, shown);
  if (!blocks.data.some(state => state >= BAND)) return;
  await step(job, 0);
  const overview = solveOverview(image, matte);
  const tiles = createTileSolver(image, matte, blocks, overview, tileSide);
  // Tiles look at the picture around them: a row is changed only when all that look at it have been solved.
  const lag = Math.ceil(tiles.reach / tileSide);
  const waiting: Patch[][] = [];
  const taken = shareOfEstimate(strength);
  const paint = paintMemory(Math.min(image.width, tileSide) * Math.min(image.height, tileSide));
  const rows = Math.ceil(image.height / tileSide);
  for (let row = 0; row < rows; row++) {
    const patches: Patch[] = [];
    for (let x0 = 0; x0 < image.width; x0 += tileSide) {
      const area = {
        x0,
        y0: row * tileSide,
        x1: Math.min(image.width, x0 + tileSide),
        y1: Math.min(image.height, (row + 1) * tileSide),
      };
      const colours = tiles.solve(area);
      if (colours) patches.push(paintTile(image, matte, shown, blocks, colours, area, taken, paint));
    }
    waiting.push(patches);
    if (waiting.length > lag) applyPatches(image, waiting.shift()!);
    await step(job, (row + 1) / (rows + 1));
  }
  for (const patches of waiting) applyPatches(image, patches);
  job.onProgress?.(1);
}

/** The whole picture's coarse levels, solved from a single colour of each kind down; the finest of them is returned. */
function solveOverview(image: RgbaImage, matte: Matte): ColourLevel {
  const whole = { x0: 0, y0: 0, x1: image.width, y1: image.height };
  let side = LEAST_SIDE;
  while (Math.ceil(image.width / side) * Math.ceil(image.height / side) > MOST_CELLS) side *= 2;
  let top = side;
  while (top < Math.max(image.width, image.height)) top *= 2;
  let level = readSeed(image, matte, 2 * top);
  for (let s = top; s >= side; s /= 2) {
    const region = cellsAround(image, whole, s, 1);
    const memory = levelMemory((region.x1 - region.x0) * (region.y1 - region.y0));
    level = readLevel(image, matte, s, region, level, undefined, memory);
    solveColours(level);
  }
  return level;
}

/** Pixels on a side of the smallest cells; between them colours are interpolated. */
function finestSide({ width, height }: RgbaImage): number {
  return width * height < LARGE ? 2 : 4;
}

interface TileSolver {
  /** How far from a tile, in pixels, the picture is looked at. */
  readonly reach: number;
  /**
   * Solves the finer levels around one tile; undefined where the tile has no band. The level
   * that is returned lies in memory that the next call uses again.
   */
  solve(area: Rectangle): ColourLevel | undefined;
}

function createTileSolver(
  image: RgbaImage,
  matte: Matte,
  blocks: BandBlocks,
  overview: ColourLevel,
  tileSide: number,
): TileSolver {
  const levels: { side: number; margin: number; memory: LevelMemory }[] = [];
  let reach = 0;
  // Between a cell and its neighbours the picture's pixels are interpolated.
  let margin = 1 + REACH;
  for (let side = finestSide(image); side < overview.side; side *= 2) {
    const across = (length: number) =>
      Math.min(Math.ceil(length / side) + 2, Math.ceil(tileSide / side) + 1 + 2 * margin);
    const memory = levelMemory(across(image.width) * across(image.height));
    levels.unshift({ side, margin, memory });
    reach = (margin + 1) * side;
    margin = Math.ceil(margin / 2) + REACH;
  }
  const solve = (area: Rectangle): ColourLevel | undefined => {
    if (countToPaint(blocks, area) === 0) return undefined;
    let level = overview;
    for (const { side, margin, memory } of levels) {
      const region = cellsAround(image, area, side, margin);
      const wanted = side <= BLOCK_SIDE ? blocks : undefined;
      level = readLevel(image, matte, side, region, level, wanted, memory);
      solveColours(level);
    }
    return level;
  };
  return { reach, solve };
}
