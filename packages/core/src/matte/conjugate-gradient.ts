import { type BandSystem, LINKS } from './matting-laplacian.ts';

/** Solves one band; every `step` is one iteration. */
export interface BandSolver {
  /** The unknowns as they stand. */
  readonly alpha: Float32Array;
  /** Improves them; false once the last change was too small to matter. */
  step(): boolean;
}

/** A change of alpha below this is a quarter of an 8-bit level. */
const TOLERANCE = 1e-3;

/**
 * Conjugate gradients with the diagonal as preconditioner (Hestenes, Stiefel 1952) on
 * `(Laplacian + diag(weight)) alpha = weight * target`, known pixels being fixed. Takes `target` as the first guess and
 * as its result's buffer; borrows the rest.
 */
export function createBandSolver(
  { pixels, others, links, diagonal, pull }: BandSystem,
  target: Float32Array,
  weight: Float32Array,
): BandSolver {
  const n = pixels.length;
  const alpha = target;
  const scale = new Float32Array(n);
  const residual = new Float32Array(n);
  const direction = new Float32Array(n);
  const product = new Float32Array(n);

  const multiply = (x: Float32Array) => {
    for (let u = 0; u < n; u++) product[u] = (diagonal[u]! + weight[u]!) * x[u]!;
    for (let u = 0, l = 0; u < n; u++) {
      const mine = x[u]!;
      let sum = 0;
      for (let end = l + LINKS; l < end; l++) {
        const tie = links[l]!;
        const v = others[l]!;
        sum += tie * x[v]!;
        product[v] = product[v]! - tie * mine;
      }
      product[u] = product[u]! - sum;
    }
  };

  multiply(alpha);
  let energy = 0;
  for (let u = 0; u < n; u++) {
    const total = diagonal[u]! + weight[u]!;
    scale[u] = total > 0 ? 1 / total : 0;
    const r = weight[u]! * alpha[u]! + pull[u]! - product[u]!;
    residual[u] = r;
    direction[u] = r * scale[u]!;
    energy += r * r * scale[u]!;
  }

  return {
    alpha,
    step() {
      if (!(energy > 0)) return false;
      multiply(direction);
      let curvature = 0;
      for (let u = 0; u < n; u++) curvature += direction[u]! * product[u]!;
      if (!(curvature > 0)) return false;
      const length = energy / curvature;
      let next = 0;
      let moved = 0;
      for (let u = 0; u < n; u++) {
        const change = length * direction[u]!;
        alpha[u] = alpha[u]! + change;
        moved += change * change;
        const r = residual[u]! - length * product[u]!;
        residual[u] = r;
        next += r * r * scale[u]!;
      }
      const turn = next / energy;
      energy = next;
      for (let u = 0; u < n; u++) direction[u] = residual[u]! * scale[u]! + turn * direction[u]!;
      return Math.sqrt(moved / n) > TOLERANCE;
    },
  };
}
