import type { Samples } from './colour-samples.ts';

/** Standard deviation of a pixel's noise and texture, in shares of full sRGB range. */
const NOISE = 6 / 255;
/** Cost of a pair of colours that says the opposite of what the network is sure of, in units of noise variance. */
const DISAGREEMENT = 2;
/** Cost of a sample that is twice as far away as the nearest one. */
const REMOTENESS = 0.3;

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

/**
 * Alpha of a pixel by the colours around it: every pair of a subject's and a background's colour gives the alpha that
 * mixes the pixel best in linear light; the answer is their mean, each weighted by how well it explains the pixel, how
 * near its colours are and how it agrees with the network (cost as in Wang, Cohen, "Optimized Color Sampling for Robust
 * Matting", CVPR 2007, and Gastal, Oliveira 2010).
 *
 * Writes to `out`; false, and nothing is said, where no pair of colours is in sight. `r`, `g`, `b` are linear light 0..1,
 * `network` is its alpha 0..1.
 */
export function estimateAlpha(
  { subject, background, subjects, backgrounds }: Samples,
  r: number,
  g: number,
  b: number,
  network: number,
  out: ColourAlpha,
): boolean {
  if (subjects === 0 || backgrounds === 0) return false;
  // The same noise in sRGB is greater in linear light where it is bright: d(v^2) = 2 v dv.
  const noise = NOISE * NOISE * ((4 * (r + g + b)) / 3 + 0.05);
  const perNoise = 1 / noise;
  const sure = DISAGREEMENT * (2 * network - 1) ** 2;
  const nearSubject = REMOTENESS / subject[3]!;
  const nearBackground = REMOTENESS / background[3]!;
  let best = Number.POSITIVE_INFINITY;
  let weight = 0;
  let sum = 0;
  let squares = 0;
  let blur = 0;
  for (let k = 0; k < 4 * subjects; k += 4) {
    const fr = subject[k]!;
    const fg = subject[k + 1]!;
    const fb = subject[k + 2]!;
    const far = subject[k + 3]! * nearSubject;
    for (let l = 0; l < 4 * backgrounds; l += 4) {
      const br = background[l]!;
      const bg = background[l + 1]!;
      const bb = background[l + 2]!;
      const vr = fr - br;
      const vg = fg - bg;
      const vb = fb - bb;
      const dr = r - br;
      const dg = g - bg;
      const db = b - bb;
      const contrast = 1 / (vr * vr + vg * vg + vb * vb + 0.1 * noise);
      let alpha = (dr * vr + dg * vg + db * vb) * contrast;
      alpha = Math.min(1, Math.max(0, alpha));
      const er = dr - alpha * vr;
      const eg = dg - alpha * vg;
      const eb = db - alpha * vb;
      const off = alpha - network;
      const cost =
        (er * er + eg * eg + eb * eb) * perNoise +
        sure * off * off +
        far +
        background[l + 3]! * nearBackground;
      // A running soft minimum: what has been summed is scaled down when a better pair turns up.
      if (cost < best) {
        const scale = weight > 0 ? Math.exp(cost - best) : 0;
        weight *= scale;
        sum *= scale;
        squares *= scale;
        blur *= scale;
        best = cost;
      } else if (cost > best + 8) continue;
      const w = Math.exp(best - cost);
      weight += w;
      sum += w * alpha;
      squares += w * alpha * alpha;
      blur += w * contrast;
    }
  }
  const alpha = sum / weight;
  out.alpha = alpha;
  out.spread = Math.sqrt(Math.max(0, squares / weight - alpha * alpha));
  // Both distances of the nearest pair are part of every cost.
  out.misfit = Math.max(0, best - 2 * REMOTENESS);
  out.blur = (noise * blur) / weight;
  return true;
}
