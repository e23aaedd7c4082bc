import { type BandSystem, LINKS } from './matting-laplacian.ts';

/** A change of alpha below this is a quarter of an 8-bit level. */
const TOLERANCE = 1e-3;

/** A band that is being solved. */
export interface BandSolver {
  readonly system: BandSystem;
  readonly weight: Float32Array;
  /** The unknowns as they stand. */
  readonly alpha: Float32Array;
  readonly scale: Float32Array;
  readonly residual: Float32Array;
  readonly direction: Float32Array;
  readonly product: Float32Array;
  energy: number;
}

/**
 * Conjugate gradients with the diagonal as preconditioner (Hestenes, Stiefel 1952) on
 * `(Laplacian + diag(weight)) alpha = weight * target`, known pixels being fixed. Takes `target` as the first guess and
 * as its result's buffer; borrows the rest.
 */
export function createBandSolver(system: BandSystem, target: Float32Array, weight: Float32Array): BandSolver {
  const { diagonal, pull } = system;
  const n = target.length;
  const scale = new Float32Array(n);
  const residual = new Float32Array(n);
  const direction = new Float32Array(n);
  const product = new Float32Array(n);
  multiply(system, weight, target, product);
  let energy = 0;
  for (let u = 0; u < n; u++) {
    const total = diagonal[u]! + weight[u]!;
    scale[u] = total > 0 ? 1 / total : 0;
    const r = weight[u]! * target[u]! + pull[u]! - product[u]!;
    residual[u] = r;
    direction[u] = r * scale[u]!;
    energy += r * r * scale[u]!;
  }
  return { system, weight, alpha: target, scale, residual, direction, product, energy };
}

/** One iteration: improves the unknowns; false once the last change was too small to matter. */
export function improve(solver: BandSolver): boolean {
  const { system, weight, alpha, scale, residual, direction, product, energy } = solver;
  const n = alpha.length;
  if (!(energy > 0)) return false;
  multiply(system, weight, direction, product);
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
  solver.energy = next;
  for (let u = 0; u < n; u++) direction[u] = residual[u]! * scale[u]! + turn * direction[u]!;
  return Math.sqrt(moved / n) > TOLERANCE;
}

/** Writes the system's matrix times `x` to `product`. */
function multiply(
  { others, links, diagonal }: BandSystem,
  weight: Float32Array,
  x: Float32Array,
  product: Float32Array,
): void {
  const n = x.length;
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
}
