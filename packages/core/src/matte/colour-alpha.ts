import { KEPT, type Samples } from './colour-samples.ts';

/** Standard deviation of a pixel's noise and texture, in shares of full sRGB range. */
const NOISE = 6 / 255;
/** Cost of a pair of colours that says the opposite of what the network is sure of, in units of noise variance. */
const DISAGREEMENT = 2;
/** Cost of a sample that is twice as far away as the nearest one. */
const REMOTENESS = 0.3;
/** A pair that costs this much more than the best one counts for nothing. */
const CUT = 8;
/** Numbers kept of a pair: the background's colour, the way from it to the subject's, contrast, remoteness. */
const PAIR = 8;

/** What colours say of one pixel. */
export interface ColourAlpha {
  alpha: number;
  /** Standard deviation of alpha among the pairs of colours that explain the pixel. */
  spread: number;
  /** What the best pair leaves unexplained, in units of noise variance. */
  misfit: number;
  /** Variance of alpha that noise alone would cause: great where subject and background look alike. */
  blur: number;
}

export interface ColourJudge {
  /** Takes the colours around a cell, whose own mean is `light` (linear, 0..1); false where one kind is not in sight. */
  take(samples: Samples, light: number): boolean;
  /** What they say of a pixel of the cell: linear light 0..1, and the network's alpha 0..1. Writes to `out`. */
  judge(r: number, g: number, b: number, network: number, out: ColourAlpha): void;
}

/**
 * Alpha of pixels by the colours around them: every pair of a subject's and a background's colour gives the alpha that
 * mixes the pixel best in linear light; the answer is their mean, each weighted by how well it explains the pixel, how
 * near its colours are and how it agrees with the network (cost as in Wang, Cohen, "Optimized Color Sampling for Robust
 * Matting", CVPR 2007, and Gastal, Oliveira 2010; the best pairs are averaged, not chosen, so that noise does not flip them).
 */
export function createColourJudge(): ColourJudge {
  const pairs = new Float64Array(PAIR * KEPT * KEPT);
  const costs = new Float64Array(KEPT * KEPT);
  const alphas = new Float64Array(KEPT * KEPT);
  let count = 0;
  let noise = 0;
  return {
    take({ subject, background, subjects, backgrounds }, light) {
      count = subjects * backgrounds;
      if (count === 0) return false;
      // The same noise in sRGB is greater in linear light where it is bright: d(v^2) = 2 v dv.
      noise = NOISE * NOISE * (4 * light + 0.05);
      for (let k = 0, o = 0; k < 4 * subjects; k += 4) {
        const far = subject[k + 3]! / subject[3]! - 1;
        for (let l = 0; l < 4 * backgrounds; l += 4, o += PAIR) {
          const r = subject[k]! - background[l]!;
          const g = subject[k + 1]! - background[l + 1]!;
          const b = subject[k + 2]! - background[l + 2]!;
          pairs[o] = background[l]!;
          pairs[o + 1] = background[l + 1]!;
          pairs[o + 2] = background[l + 2]!;
          pairs[o + 3] = r;
          pairs[o + 4] = g;
          pairs[o + 5] = b;
          pairs[o + 6] = 1 / (r * r + g * g + b * b + 0.1 * noise);
          pairs[o + 7] = REMOTENESS * (far + background[l + 3]! / background[3]! - 1);
        }
      }
      return true;
    },
    judge(r, g, b, network, out) {
      const perNoise = 1 / noise;
      const verdict = 2 * network - 1;
      const sure = DISAGREEMENT * verdict * verdict;
      let best = Number.POSITIVE_INFINITY;
      for (let k = 0, o = 0; k < count; k++, o += PAIR) {
        const dr = r - pairs[o]!;
        const dg = g - pairs[o + 1]!;
        const db = b - pairs[o + 2]!;
        const vr = pairs[o + 3]!;
        const vg = pairs[o + 4]!;
        const vb = pairs[o + 5]!;
        let alpha = (dr * vr + dg * vg + db * vb) * pairs[o + 6]!;
        if (alpha < 0) alpha = 0;
        else if (alpha > 1) alpha = 1;
        const er = dr - alpha * vr;
        const eg = dg - alpha * vg;
        const eb = db - alpha * vb;
        const off = alpha - network;
        const cost = (er * er + eg * eg + eb * eb) * perNoise + sure * off * off + pairs[o + 7]!;
        costs[k] = cost;
        alphas[k] = alpha;
        if (cost < best) best = cost;
      }
      let weight = 0;
      let sum = 0;
      let squares = 0;
      let blur = 0;
      for (let k = 0; k < count; k++) {
        // (1 - x / 8)^8, close to exp(-x) and much cheaper.
        const x = 1 - (costs[k]! - best) / CUT;
        if (x <= 0) continue;
        const x2 = x * x;
        const x4 = x2 * x2;
        const w = x4 * x4;
        const alpha = alphas[k]!;
        weight += w;
        sum += w * alpha;
        squares += w * alpha * alpha;
        blur += w * pairs[k * PAIR + 6]!;
      }
      const alpha = sum / weight;
      out.alpha = alpha;
      out.spread = Math.sqrt(Math.max(0, squares / weight - alpha * alpha));
      out.misfit = best;
      out.blur = (noise * blur) / weight;
    },
  };
}
