import { checkSettings } from '../check-settings.ts';
import { type Job, step } from '../pipeline/job.ts';
import { isFlat, type Rectangle, surveyBlocks } from '../raster/matte-blocks.ts';
import { type Matte, matte as wrapMatte } from '../raster/planes.ts';
import { contrastCurve, curveIndex } from './adjust-matte-contrast.ts';
import { createBlur } from './adjust-matte-feather.ts';
import { createShift } from './adjust-matte-shift.ts';

/** What each slider takes; 0 is neutral for all of them. */
export const EDGE_ADJUSTMENTS = {
  /** Pixels that the edge moves: outwards above 0, inwards below. Fractions count. */
  shiftEdge: { min: -10, max: 10, default: 0 },
  /** Standard deviation, in pixels, of the Gaussian that softens the matte. */
  feather: { min: 0, max: 20, default: 0 },
  /** How steep alpha runs through one half: the slope is multiplied by 2^(contrast / 25), so by 16 at 100. */
  contrast: { min: -100, max: 100, default: 0 },
} as const;

/** The edge sliders; what is absent is neutral. */
export interface EdgeAdjustments {
  readonly shiftEdge?: number | undefined;
  readonly feather?: number | undefined;
  readonly contrast?: number | undefined;
}

export interface AdjustJob extends Job {
  /** Pixels on a side of a tile, a multiple of 8; the outcome does not depend on it. */
  readonly tileSide?: number | undefined;
}

/** The least side of a tile; it is at least as wide as what lies around it that has to be looked at. */
const LEAST_TILE = 32;

/**
 * Moves, then softens, then steepens a matte's edges. Far from edges nothing changes: where the matte is flat all around, it
 * stays flat and costs nothing. Borrows `matte`; the outcome is new, but for neutral settings, which give back `matte` itself.
 * @throws EngineError `cancelled`; `invalid_argument` for a setting out of range.
 */
export async function adjustMatte(
  matte: Matte,
  settings: EdgeAdjustments,
  { tileSide, ...job }: AdjustJob = {},
): Promise<Matte> {
  checkSettings(settings, EDGE_ADJUSTMENTS);
  const { shiftEdge = 0, feather = 0, contrast = 0 } = settings;
  if (shiftEdge === 0 && feather === 0 && contrast === 0) return matte;
  const { width, height } = matte;
  const blocks = surveyBlocks(matte);
  const out = matte.data.slice();
  await step(job, 0);
  const tiles = createTileAdjuster(matte, out, settings, tileSide);
  for (let y0 = 0; y0 < height; y0 += tiles.side) {
    const y1 = Math.min(height, y0 + tiles.side);
    for (let x0 = 0; x0 < width; x0 += tiles.side) {
      const tile = { x0, y0, x1: Math.min(width, x0 + tiles.side), y1 };
      if (!isFlat(blocks, around(matte, tile, tiles.reach))) tiles.adjust(tile);
    }
    await step(job, y1 / height);
  }
  return wrapMatte(width, height, out);
}

/** A tile and what lies around it, up to the matte's borders. */
function around({ width, height }: Matte, { x0, y0, x1, y1 }: Rectangle, reach: number): Rectangle {
  return {
    x0: Math.max(0, x0 - reach),
    y0: Math.max(0, y0 - reach),
    x1: Math.min(width, x1 + reach),
    y1: Math.min(height, y1 + reach),
  };
}

interface TileAdjuster {
  readonly side: number;
  /** How far around a tile the matte is looked at, pixels. */
  readonly reach: number;
  /** Writes the adjusted tile. */
  adjust(tile: Rectangle): void;
}

function createTileAdjuster(
  matte: Matte,
  out: Uint8Array,
  { shiftEdge = 0, feather = 0, contrast = 0 }: EdgeAdjustments,
  wantedSide: number | undefined,
): TileAdjuster {
  const shift = createShift(shiftEdge);
  const blur = createBlur(feather);
  const curve = contrastCurve(contrast);
  const reach = shift.reach + blur.reach;
  const side = wantedSide ?? Math.max(LEAST_TILE, 2 ** Math.ceil(Math.log2(2 * reach + 1)));
  const room = (Math.min(side, matte.width) + 2 * reach) * (Math.min(side, matte.height) + 2 * reach);
  const patch = new Uint8Array(room);
  const plane = new Uint16Array(room);
  const adjust = (tile: Rectangle): void => {
    const width = tile.x1 - tile.x0;
    const height = tile.y1 - tile.y0;
    loadPatch(matte, tile, reach, patch);
    shift.run(patch, width + 2 * reach, height + 2 * reach, plane);
    blur.run(plane, width + 2 * blur.reach, height + 2 * blur.reach);
    for (let y = 0, i = 0; y < height; y++) {
      let o = (tile.y0 + y) * matte.width + tile.x0;
      for (let x = 0; x < width; x++, i++, o++) {
        out[o] = curve[curveIndex(plane[i]!)]!;
      }
    }
  };
  return { side, reach, adjust };
}

/** A tile and its surroundings; beyond the matte's borders the border goes on. */
function loadPatch({ data, width, height }: Matte, tile: Rectangle, reach: number, patch: Uint8Array): void {
  for (let y = tile.y0 - reach, o = 0; y < tile.y1 + reach; y++) {
    const row = Math.max(0, Math.min(height - 1, y)) * width;
    for (let x = tile.x0 - reach; x < tile.x1 + reach; x++, o++) {
      patch[o] = data[row + Math.max(0, Math.min(width - 1, x))]!;
    }
  }
}
