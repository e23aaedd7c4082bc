import { BLOCK_SIDE, type Rectangle } from '../raster/matte-blocks.ts';
import type { Matte, RgbaImage } from '../raster/planes.ts';
import { BAND, type BandBlocks } from './band-blocks.ts';
import { COLOUR_F, type ColourLevel, cellOffset, STRIDE } from './colour-level.ts';

/** New colours of some pixels: their places in the picture, and R G B for each. */
export interface Patch {
  readonly at: Uint32Array;
  readonly rgb: Uint8Array;
}

/**
 * How much a pixel keeps of its own colour, by alpha: nothing up to about 0.85, then more and more, all of it at 1, so that
 * the subject's texture runs on without a seam into its soft edge.
 */
const KEPT_POWER = 24;

/** By alpha 0..255: how far a pixel goes from its own colour to the estimate. */
export function shareOfEstimate(strength: number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, a) => strength * (1 - (a / 255) ** KEPT_POWER));
}

/** What a tile is painted in before it is packed. */
export interface PaintMemory {
  readonly at: Uint32Array;
  readonly rgb: Uint8Array;
}

export function paintMemory(pixels: number): PaintMemory {
  return { at: new Uint32Array(pixels), rgb: new Uint8Array(3 * pixels) };
}

/**
 * A tile's pixels that are not all subject and yet shown, in the subject's colours, interpolated between the cells of
 * `level`, as far as `taken` says (see `shareOfEstimate`). Borrows everything; the patch is new.
 */
export function paintTile(
  image: RgbaImage,
  matte: Matte,
  shown: Matte,
  blocks: BandBlocks,
  level: ColourLevel,
  area: Rectangle,
  taken: Float32Array,
  { at, rgb }: PaintMemory,
): Patch {
  const { data, width } = image;
  const { cells, side } = level;
  const lastX = Math.floor((width - 1) / side);
  const lastY = Math.floor((image.height - 1) / side);
  const half = side / 2;
  let count = 0;
  for (let y = area.y0; y < area.y1; y++) {
    const cellY = Math.floor(y / side);
    const offY = y - cellY * side + 0.5 - half;
    const nextY = Math.min(lastY, Math.max(0, cellY + (offY > 0 ? 1 : -1)));
    const ty = Math.abs(offY) / side;
    const row = cellOffset(level, 0, cellY) + COLOUR_F;
    const nextRow = cellOffset(level, 0, nextY) + COLOUR_F;
    const blockRow = Math.floor(y / BLOCK_SIDE) * blocks.width;
    for (let x0 = area.x0; x0 < area.x1; x0 += BLOCK_SIDE) {
      if (blocks.data[blockRow + x0 / BLOCK_SIDE]! < BAND) continue;
      const x1 = Math.min(area.x1, x0 + BLOCK_SIDE);
      for (let x = x0, i = y * width + x0; x < x1; x++, i++) {
        const a = matte.data[i]!;
        if (a === 255 || shown.data[i] === 0) continue;
        const cellX = (x / side) | 0;
        const offX = x - cellX * side + 0.5 - half;
        const nextX = Math.min(lastX, Math.max(0, cellX + (offX > 0 ? 1 : -1)));
        const tx = Math.abs(offX) / side;
        const near = cellX * STRIDE;
        const next = nextX * STRIDE;
        const share = taken[a]!;
        at[count] = i;
        for (let k = 0; k < 3; k++) {
          const upper = cells[row + near + k]! * (1 - tx) + cells[row + next + k]! * tx;
          const lower = cells[nextRow + near + k]! * (1 - tx) + cells[nextRow + next + k]! * tx;
          const estimate = upper * (1 - ty) + lower * ty;
          const own = data[i * 4 + k]!;
          rgb[count * 3 + k] = own + share * (estimate - own) + 0.5;
        }
        count++;
      }
    }
  }
  return { at: at.slice(0, count), rgb: rgb.slice(0, 3 * count) };
}

/** Writes the colours of patches into the picture. */
export function applyPatches({ data }: RgbaImage, patches: readonly Patch[]): void {
  for (const { at, rgb } of patches) {
    for (let n = 0, c = 0; n < at.length; n++, c += 3) {
      const p = at[n]! * 4;
      data[p] = rgb[c]!;
      data[p + 1] = rgb[c + 1]!;
      data[p + 2] = rgb[c + 2]!;
    }
  }
}
