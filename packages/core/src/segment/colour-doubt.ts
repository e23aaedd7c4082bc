import type { FloatMatte, RgbPlanes } from '../raster/planes.ts';

/** Windows in which colour is asked to explain the matte reach this many pixels, */
const REACH = 2;
/** and are taken this many apart. */
const STEP = 2;
/** A matte that varies less than this between a window's middle, sides and corners is flat there. */
const FLAT = 0.02;
/** Ridge on colours 0..1: less contrast than this explains nothing. */
const RIDGE = 1e-3;

/**
 * How much of a matte's edges its picture's colours do not explain, 0..1: the part of alpha's variance in small windows that
 * is no linear function of colour there (the guided filter's own fit; He, Sun, Tang, TPAMI 2013), by all of that variance. Low
 * where the network drew the picture's edges, high where it drew an outline of its own. 0 for a matte without edges.
 * Borrows both, which are of one size.
 */
export function unexplainedByColour(alpha: FloatMatte, colours: RgbPlanes): number {
  const { width, height, data } = alpha;
  const sums = new Float64Array(SUMS);
  let all = 0;
  let left = 0;
  for (let y = REACH; y < height - REACH; y += STEP) {
    for (let x = REACH; x < width - REACH; x += STEP) {
      const i = y * width + x;
      if (isFlat(data, i, width)) continue;
      addWindow(data, colours.data, i, width, sums);
      const variance = covariance(sums, 4, 4, 14);
      all += variance;
      left += Math.max(0, variance - explained(sums));
    }
  }
  return all > 0 ? Math.min(1, left / all) : 0;
}

function isFlat(alpha: Float32Array, i: number, width: number): boolean {
  const down = REACH * width;
  const middle = alpha[i]!;
  const near = (j: number) => Math.abs(alpha[j]! - middle) < FLAT;
  return (
    near(i - REACH) &&
    near(i + REACH) &&
    near(i - down) &&
    near(i + down) &&
    near(i - down - REACH) &&
    near(i - down + REACH) &&
    near(i + down - REACH) &&
    near(i + down + REACH)
  );
}

/** Sums over a window: n, r, g, b, a, rr, rg, rb, gg, gb, bb, ra, ga, ba, aa; colours 0..1. */
const SUMS = 15;

function addWindow(
  alpha: Float32Array,
  colours: Float32Array,
  middle: number,
  width: number,
  s: Float64Array,
): void {
  const plane = alpha.length;
  s.fill(0);
  for (let v = -REACH; v <= REACH; v++) {
    const from = middle + v * width - REACH;
    for (let i = from; i <= from + 2 * REACH; i++) {
      const r = colours[i]! / 255;
      const g = colours[plane + i]! / 255;
      const b = colours[2 * plane + i]! / 255;
      const a = alpha[i]!;
      s[0]! += 1;
      s[1]! += r;
      s[2]! += g;
      s[3]! += b;
      s[4]! += a;
      s[5]! += r * r;
      s[6]! += r * g;
      s[7]! += r * b;
      s[8]! += g * g;
      s[9]! += g * b;
      s[10]! += b * b;
      s[11]! += r * a;
      s[12]! += g * a;
      s[13]! += b * a;
      s[14]! += a * a;
    }
  }
}

/** Of two of the values summed up (1 to 4), the sum of whose products is at `at`. */
function covariance(s: Float64Array, one: number, other: number, at: number): number {
  return s[at]! / s[0]! - (s[one]! / s[0]!) * (s[other]! / s[0]!);
}

/** Variance of alpha that the best linear function of colour has. */
function explained(s: Float64Array): number {
  const rr = covariance(s, 1, 1, 5) + RIDGE;
  const rg = covariance(s, 1, 2, 6);
  const rb = covariance(s, 1, 3, 7);
  const gg = covariance(s, 2, 2, 8) + RIDGE;
  const gb = covariance(s, 2, 3, 9);
  const bb = covariance(s, 3, 3, 10) + RIDGE;
  const ra = covariance(s, 1, 4, 11);
  const ga = covariance(s, 2, 4, 12);
  const ba = covariance(s, 3, 4, 13);
  const i00 = gg * bb - gb * gb;
  const i01 = rb * gb - rg * bb;
  const i02 = rg * gb - rb * gg;
  const i11 = rr * bb - rb * rb;
  const i12 = rb * rg - rr * gb;
  const i22 = rr * gg - rg * rg;
  const square =
    i00 * ra * ra + i11 * ga * ga + i22 * ba * ba + 2 * (i01 * ra * ga + i02 * ra * ba + i12 * ga * ba);
  return square / (rr * i00 + rg * i01 + rb * i02);
}
