import { meanAround } from './box-mean.ts';
import type { Cells } from './cells.ts';

/** Windows in which colours are asked to explain the matte reach this many cells. */
const RADIUS = 2;
/** What the windows find is shared out this far, in blocks. */
const SPREAD = 3;
/** Ridge on colours 0..1. */
const EPSILON = 1e-3;

/** Cells along a side of a block: what varies slowly over a matte is known for blocks. */
export const BLOCK = 2;

/** Of a plane of cells, how many blocks go along a side of so many cells. */
export function blocksIn(cells: number): number {
  return Math.ceil(cells / BLOCK);
}

/**
 * How far colours contradict the matte around each block of cells, 0..1: the share of alpha's variance that no linear
 * function of colour explains in small windows (one less the coefficient of determination of the guided filter's own fit;
 * He, Sun, Tang, TPAMI 2013, eq. 5). Where the network drew the picture's own edge it is low; where it drew a smooth outline
 * through hair or fur, or an edge that is not there, it is high. 0 where alpha does not vary.
 * Borrows; the result is new. Costs little where the matte is flat.
 */
export function contradiction({ width, height, light, alpha }: Cells): Float32Array {
  const columns = blocksIn(width);
  const rows = blocksIn(height);
  const total = new Float32Array(columns * rows);
  const left = new Float32Array(columns * rows);
  const [red, green, blue] = light;
  const found = new Float64Array(2);
  for (let y = 0, i = 0; y < height; y += BLOCK) {
    const y0 = Math.max(0, y - RADIUS);
    const y1 = Math.min(height - 1, y + RADIUS);
    for (let x = 0; x < width; x += BLOCK, i++) {
      const x0 = Math.max(0, x - RADIUS);
      const x1 = Math.min(width - 1, x + RADIUS);
      // Corners and middles of the window: a matte that is alike in all of them hardly varies.
      const a = alpha[y * width + x]!;
      const top = y0 * width;
      const bottom = y1 * width;
      if (
        same(a, alpha[top + x0]!) &&
        same(a, alpha[top + x]!) &&
        same(a, alpha[top + x1]!) &&
        same(a, alpha[y * width + x0]!) &&
        same(a, alpha[y * width + x1]!) &&
        same(a, alpha[bottom + x0]!) &&
        same(a, alpha[bottom + x]!) &&
        same(a, alpha[bottom + x1]!)
      ) {
        continue;
      }
      explain(red, green, blue, alpha, width, x0, x1, y0, y1, found);
      total[i] = found[0]!;
      left[i] = found[1]!;
    }
  }
  const all = meanAround(total, columns, rows, SPREAD);
  const share = meanAround(left, columns, rows, SPREAD);
  for (let i = 0; i < share.length; i++) share[i] = all[i]! > 1e-5 ? Math.min(1, share[i]! / all[i]!) : 0;
  return share;
}

function same(a: number, b: number): boolean {
  return Math.abs(a - b) < 0.02;
}

/**
 * Ridge regression of alpha on colour (sRGB, 0..1) over a window of cells. Writes alpha's variance and what of it remains
 * beside the best linear function of colour to `out`.
 */
function explain(
  red: Float32Array,
  green: Float32Array,
  blue: Float32Array,
  alpha: Float32Array,
  width: number,
  x0: number,
  x1: number,
  y0: number,
  y1: number,
  out: Float64Array,
): void {
  let r = 0;
  let g = 0;
  let b = 0;
  let a = 0;
  let rr = 0;
  let rg = 0;
  let rb = 0;
  let gg = 0;
  let gb = 0;
  let bb = 0;
  let ra = 0;
  let ga = 0;
  let ba = 0;
  let aa = 0;
  for (let y = y0; y <= y1; y++) {
    for (let i = y * width + x0; i <= y * width + x1; i++) {
      // Back to sRGB, in which noise is alike in the dark and in the light. Its square is what is there already.
      const r2 = red[i]!;
      const g2 = green[i]!;
      const b2 = blue[i]!;
      const r1 = Math.sqrt(r2);
      const g1 = Math.sqrt(g2);
      const b1 = Math.sqrt(b2);
      const a1 = alpha[i]!;
      r += r1;
      g += g1;
      b += b1;
      a += a1;
      rr += r2;
      rg += r1 * g1;
      rb += r1 * b1;
      gg += g2;
      gb += g1 * b1;
      bb += b2;
      ra += r1 * a1;
      ga += g1 * a1;
      ba += b1 * a1;
      aa += a1 * a1;
    }
  }
  const k = 1 / ((x1 - x0 + 1) * (y1 - y0 + 1));
  r *= k;
  g *= k;
  b *= k;
  a *= k;
  const variance = Math.max(0, aa * k - a * a);
  rr = rr * k - r * r + EPSILON;
  rg = rg * k - r * g;
  rb = rb * k - r * b;
  gg = gg * k - g * g + EPSILON;
  gb = gb * k - g * b;
  bb = bb * k - b * b + EPSILON;
  ra = ra * k - r * a;
  ga = ga * k - g * a;
  ba = ba * k - b * a;
  const i00 = gg * bb - gb * gb;
  const i01 = rb * gb - rg * bb;
  const i02 = rg * gb - rb * gg;
  const inverse = 1 / (rr * i00 + rg * i01 + rb * i02);
  const explained =
    ((i00 * ra + i01 * ga + i02 * ba) * ra +
      (i01 * ra + (rr * bb - rb * rb) * ga + (rb * rg - rr * gb) * ba) * ga +
      (i02 * ra + (rb * rg - rr * gb) * ga + (rr * gg - rg * rg) * ba) * ba) *
    inverse;
  out[0] = variance;
  out[1] = Math.max(0, variance - explained);
}
