import { boxMean } from './box-mean.ts';

/** How a matte depends on the colours around it: `alpha = slope . colour + offset`, one set per pixel of a square patch. */
export interface LocalLinearModel {
  /** Side of the square that the four planes cover. */
  readonly side: number;
  readonly slopeR: Float32Array;
  readonly slopeG: Float32Array;
  readonly slopeB: Float32Array;
  readonly offset: Float32Array;
}

/** Fits the model to patches; made once per picture, its buffers are reused by every `solve`. */
export interface LocalLinearSolver {
  /** Input patches are `side + 2 * margin` wide and high. */
  readonly margin: number;
  /** Colours 0..1, R G B, and alpha 0..1; fill these before `solve`. */
  readonly colour: readonly [Float32Array, Float32Array, Float32Array];
  readonly alpha: Float32Array;
  /** Fits the model; the result stays valid until the next call. */
  solve(): LocalLinearModel;
}

/**
 * The colour guided filter's linear model (He, Sun, Tang, "Guided Image Filtering", TPAMI 2013, eq. 14-16): in every
 * window of `radius`, alpha is fitted by a linear function of R, G, B with ridge `epsilon` (colours 0..1).
 *
 * Unlike the filter, the offset is not averaged: it is chosen so that the model gives back the input alpha at the input
 * colour. The model then only says how alpha changes where a finer picture's colour differs from the coarse one, and a
 * picture no finer than the matte changes nothing.
 */
export function createLocalLinearSolver(side: number, radius: number, epsilon: number): LocalLinearSolver {
  const margin = 2 * radius;
  const outer = side + 2 * margin;
  const inner = side + margin;
  const plane = (n: number) => new Float32Array(n * n);
  const colour = [plane(outer), plane(outer), plane(outer)] as const;
  const alpha = plane(outer);
  const columns = new Float64Array(outer);
  const product = plane(outer);
  const [r, g, b] = colour;
  const means = Array.from({ length: 13 }, () => plane(inner)) as MeanPlanes;
  const slopes = [plane(inner), plane(inner), plane(inner)] as const;
  const model: LocalLinearModel = {
    side,
    slopeR: plane(side),
    slopeG: plane(side),
    slopeB: plane(side),
    offset: plane(side),
  };
  const mean = (src: Float32Array, dst: Float32Array) => boxMean(src, outer, outer, radius, dst, columns);
  const meanOfProduct = (p: Float32Array, q: Float32Array, dst: Float32Array) => {
    for (let i = 0; i < product.length; i++) product[i] = p[i]! * q[i]!;
    mean(product, dst);
  };

  return {
    margin,
    colour,
    alpha,
    solve() {
      mean(r, means[0]);
      mean(g, means[1]);
      mean(b, means[2]);
      mean(alpha, means[3]);
      meanOfProduct(r, alpha, means[4]);
      meanOfProduct(g, alpha, means[5]);
      meanOfProduct(b, alpha, means[6]);
      meanOfProduct(r, r, means[7]);
      meanOfProduct(r, g, means[8]);
      meanOfProduct(r, b, means[9]);
      meanOfProduct(g, g, means[10]);
      meanOfProduct(g, b, means[11]);
      meanOfProduct(b, b, means[12]);
      ridgeRegression(means, epsilon, slopes);
      boxMean(slopes[0], inner, inner, radius, model.slopeR, columns);
      boxMean(slopes[1], inner, inner, radius, model.slopeG, columns);
      boxMean(slopes[2], inner, inner, radius, model.slopeB, columns);
      for (let y = 0; y < side; y++) {
        for (let x = 0; x < side; x++) {
          const i = y * side + x;
          const o = (y + margin) * outer + x + margin;
          model.offset[i] =
            alpha[o]! - model.slopeR[i]! * r[o]! - model.slopeG[i]! * g[o]! - model.slopeB[i]! * b[o]!;
        }
      }
      return model;
    },
  };
}

/** Window means of R, G, B, a, Ra, Ga, Ba, RR, RG, RB, GG, GB, BB. */
type MeanPlanes = [
  Float32Array,
  Float32Array,
  Float32Array,
  Float32Array,
  Float32Array,
  Float32Array,
  Float32Array,
  Float32Array,
  Float32Array,
  Float32Array,
  Float32Array,
  Float32Array,
  Float32Array,
];

/** Solves `(covariance(colour) + epsilon) slope = covariance(colour, alpha)` per pixel by the 3x3 adjugate. */
function ridgeRegression(
  [mr, mg, mb, ma, mra, mga, mba, mrr, mrg, mrb, mgg, mgb, mbb]: MeanPlanes,
  epsilon: number,
  [outR, outG, outB]: readonly [Float32Array, Float32Array, Float32Array],
): void {
  for (let i = 0; i < mr.length; i++) {
    const r = mr[i]!;
    const g = mg[i]!;
    const b = mb[i]!;
    const a = ma[i]!;
    const cr = mra[i]! - r * a;
    const cg = mga[i]! - g * a;
    const cb = mba[i]! - b * a;
    const rr = mrr[i]! - r * r + epsilon;
    const rg = mrg[i]! - r * g;
    const rb = mrb[i]! - r * b;
    const gg = mgg[i]! - g * g + epsilon;
    const gb = mgb[i]! - g * b;
    const bb = mbb[i]! - b * b + epsilon;
    const i00 = gg * bb - gb * gb;
    const i01 = rb * gb - rg * bb;
    const i02 = rg * gb - rb * gg;
    const inverse = 1 / (rr * i00 + rg * i01 + rb * i02);
    outR[i] = (i00 * cr + i01 * cg + i02 * cb) * inverse;
    outG[i] = (i01 * cr + (rr * bb - rb * rb) * cg + (rb * rg - rr * gb) * cb) * inverse;
    outB[i] = (i02 * cr + (rb * rg - rr * gb) * cg + (rr * gg - rg * rg) * cb) * inverse;
  }
}
