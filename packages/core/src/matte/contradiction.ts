import { boxMean } from './box-mean.ts';
import type { Cells } from './cells.ts';

/** Windows in which colours are asked to explain the matte reach this many cells. */
const RADIUS = 2;
/** What the windows find is shared out this far, in cells. */
const SPREAD = 6;
/** Ridge on colours 0..1. */
const EPSILON = 1e-3;

/**
 * How far colours contradict the matte around each cell, 0..1: the share of alpha's variance that no linear function of
 * colour explains in small windows (one less the coefficient of determination of the guided filter's own fit; He, Sun,
 * Tang, TPAMI 2013, eq. 5). Where the network drew the picture's own edge it is low; where it drew a smooth outline
 * through hair or fur, or an edge that is not there, it is high. 0 where alpha does not vary.
 * Borrows; the result is new. Costs little where the matte is flat.
 */
export function contradiction({ width, height, light, alpha }: Cells): Float32Array {
  const n = width * height;
  const total = new Float32Array(n);
  const left = new Float32Array(n);
  const fit = createFit();
  for (let y = 0; y < height; y++) {
    const y0 = Math.max(0, y - RADIUS);
    const y1 = Math.min(height - 1, y + RADIUS);
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const x0 = Math.max(0, x - RADIUS);
      const x1 = Math.min(width - 1, x + RADIUS);
      // Corners and middles of the window: a matte that is alike in all of them hardly varies.
      const a = alpha[i]!;
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
      fit.clear();
      for (let v = y0; v <= y1; v++) {
        for (let u = v * width + x0; u <= v * width + x1; u++) {
          fit.add(Math.sqrt(light[0][u]!), Math.sqrt(light[1][u]!), Math.sqrt(light[2][u]!), alpha[u]!);
        }
      }
      total[i] = fit.variance();
      left[i] = fit.unexplained();
    }
  }
  const all = sumAround(total, width, height);
  const share = sumAround(left, width, height);
  for (let i = 0; i < n; i++) share[i] = all[i]! > 1e-5 ? Math.min(1, share[i]! / all[i]!) : 0;
  return share;
}

function same(a: number, b: number): boolean {
  return Math.abs(a - b) < 0.02;
}

/** Box mean over windows that are cut at the border as if nothing lay beyond it. */
function sumAround(src: Float32Array, width: number, height: number): Float32Array {
  const w = width + 2 * SPREAD;
  const h = height + 2 * SPREAD;
  const padded = new Float32Array(w * h);
  for (let y = 0; y < height; y++) {
    padded.set(src.subarray(y * width, (y + 1) * width), (y + SPREAD) * w + SPREAD);
  }
  const dst = new Float32Array(width * height);
  boxMean(padded, w, h, SPREAD, dst, new Float64Array(w));
  return dst;
}

interface Fit {
  clear(): void;
  add(r: number, g: number, b: number, a: number): void;
  variance(): number;
  /** Variance of alpha that remains beside the best linear function of colour; call `variance` first. */
  unexplained(): number;
}

/** Ridge regression of alpha on colour over the values added. */
function createFit(): Fit {
  // n, r, g, b, a, rr, rg, rb, gg, gb, bb, ra, ga, ba, aa
  const s = new Float64Array(15);
  let spread = 0;
  return {
    clear() {
      s.fill(0);
    },
    add(r, g, b, a) {
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
    },
    variance() {
      const a = s[4]! / s[0]!;
      spread = Math.max(0, s[14]! / s[0]! - a * a);
      return spread;
    },
    unexplained() {
      const k = 1 / s[0]!;
      const r = s[1]! * k;
      const g = s[2]! * k;
      const b = s[3]! * k;
      const a = s[4]! * k;
      const rr = s[5]! * k - r * r + EPSILON;
      const rg = s[6]! * k - r * g;
      const rb = s[7]! * k - r * b;
      const gg = s[8]! * k - g * g + EPSILON;
      const gb = s[9]! * k - g * b;
      const bb = s[10]! * k - b * b + EPSILON;
      const ra = s[11]! * k - r * a;
      const ga = s[12]! * k - g * a;
      const ba = s[13]! * k - b * a;
      const i00 = gg * bb - gb * gb;
      const i01 = rb * gb - rg * bb;
      const i02 = rg * gb - rb * gg;
      const inverse = 1 / (rr * i00 + rg * i01 + rb * i02);
      const explained =
        ((i00 * ra + i01 * ga + i02 * ba) * ra +
          (i01 * ra + (rr * bb - rb * rb) * ga + (rb * rg - rr * gb) * ba) * ga +
          (i02 * ra + (rb * rg - rr * gb) * ga + (rr * gg - rg * rg) * ba) * ba) *
        inverse;
      return Math.max(0, spread - explained);
    },
  };
}
