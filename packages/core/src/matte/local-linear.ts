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

export interface LocalLinearSettings {
  /** Side of the patch that the model covers, odd. */
  readonly side: number;
  /** Of the windows, in pixels of twice the size. */
  readonly radius: number;
  /** The ridge: variance of colours 0..1 below which they hardly steer alpha. */
  readonly epsilon: number;
  /** 0 keeps the input alpha at the input colour, 1 takes the guided filter's output there, between them a mix. */
  readonly smoothing: number;
}

/** Fits the model to patches; made once per picture, its buffers are reused by every fit. */
export interface LocalLinearSolver {
  readonly settings: LocalLinearSettings;
  /** Width and height of the input patches. */
  readonly patchSide: number;
  /** Pixels of the patch left of and above the first pixel of the model. */
  readonly margin: number;
  /** Colours 0..1, R G B, and alpha 0..1; fill these before `fitModel`. */
  readonly colour: readonly [Float32Array, Float32Array, Float32Array];
  readonly alpha: Float32Array;
  readonly model: LocalLinearModel;
  /** Sides, in pixels of twice the size: of the model, of the windows' middles, of all that they cover. */
  readonly halfSide: number;
  readonly halfInner: number;
  readonly halfOuter: number;
  readonly halved: readonly [Float32Array, Float32Array, Float32Array, Float32Array];
  readonly product: Float32Array;
  readonly means: MeanPlanes;
  readonly slopes: readonly [Float32Array, Float32Array, Float32Array];
  readonly smooth: Float32Array;
  readonly averaged: Float32Array;
  readonly columns: Float64Array;
}

/** A solver with room for patches that the settings ask for. */
export function createLocalLinearSolver(settings: LocalLinearSettings): LocalLinearSolver {
  const { side, radius } = settings;
  const halfSide = (side + 1) / 2 + 1;
  const halfInner = halfSide + 2 * radius;
  const halfOuter = halfSide + 4 * radius;
  const patchSide = 2 * halfOuter;
  const plane = (n: number) => new Float32Array(n * n);
  return {
    settings,
    patchSide,
    // The windows reach this far, and one pixel of twice the size has its centre half a pixel further out.
    margin: 4 * radius + 1,
    colour: [plane(patchSide), plane(patchSide), plane(patchSide)],
    alpha: plane(patchSide),
    model: { side, slopeR: plane(side), slopeG: plane(side), slopeB: plane(side), offset: plane(side) },
    halfSide,
    halfInner,
    halfOuter,
    halved: [plane(halfOuter), plane(halfOuter), plane(halfOuter), plane(halfOuter)],
    product: plane(halfOuter),
    means: Array.from({ length: 13 }, () => plane(halfInner)) as MeanPlanes,
    slopes: [plane(halfInner), plane(halfInner), plane(halfInner)],
    smooth: plane(halfSide),
    averaged: plane(side),
    columns: new Float64Array(halfOuter),
  };
}

/**
 * Fits the model to the patch in the solver; the result stays valid until the next call.
 * The colour guided filter's linear model (He, Sun, Tang, "Guided Image Filtering", TPAMI 2013, eq. 14-16): in every
 * window alpha is fitted by a linear function of R, G, B with ridge `epsilon` (colours 0..1). As in the fast guided
 * filter (He, Sun, 2015) the slopes are fitted on pixels of twice the size and interpolated: they vary slowly.
 *
 * Unlike the filter, the offset is not averaged: it is chosen so that the model gives back the input alpha at the input
 * colour. The model then only says how alpha changes where the picture's colour differs from the coarse one, and a picture
 * of the matte's own size changes nothing. `smoothing` mixes the filter's own, averaged offset in.
 */
export function fitModel(solver: LocalLinearSolver): LocalLinearModel {
  const { settings, colour, alpha, model, halved, means, slopes, averaged, patchSide, halfOuter } = solver;
  for (let c = 0; c < 3; c++) halve(colour[c]!, patchSide, halved[c]!, halfOuter);
  halve(alpha, patchSide, halved[3], halfOuter);
  const [r, g, b, a] = halved;
  meanOf(solver, r, means[0]);
  meanOf(solver, g, means[1]);
  meanOf(solver, b, means[2]);
  meanOf(solver, a, means[3]);
  meanOfProduct(solver, r, a, means[4]);
  meanOfProduct(solver, g, a, means[5]);
  meanOfProduct(solver, b, a, means[6]);
  meanOfProduct(solver, r, r, means[7]);
  meanOfProduct(solver, r, g, means[8]);
  meanOfProduct(solver, r, b, means[9]);
  meanOfProduct(solver, g, g, means[10]);
  meanOfProduct(solver, g, b, means[11]);
  meanOfProduct(solver, b, b, means[12]);
  ridgeRegression(means, settings.epsilon, slopes);
  spread(solver, slopes[0], model.slopeR);
  spread(solver, slopes[1], model.slopeG);
  spread(solver, slopes[2], model.slopeB);
  setOffset(model, colour, alpha, solver.margin, patchSide);
  if (settings.smoothing > 0) {
    interceptOf(means, slopes);
    spread(solver, means[3], averaged);
    mixIn(averaged, settings.smoothing, model.offset);
  }
  return model;
}

function meanOf(
  { halfOuter, settings, columns }: LocalLinearSolver,
  src: Float32Array,
  dst: Float32Array,
): void {
  boxMean(src, halfOuter, halfOuter, settings.radius, dst, columns);
}

function meanOfProduct(solver: LocalLinearSolver, p: Float32Array, q: Float32Array, dst: Float32Array): void {
  const { product } = solver;
  for (let i = 0; i < product.length; i++) product[i] = p[i]! * q[i]!;
  meanOf(solver, product, dst);
}

/** Shares out what windows found among the pixels that they cover. */
function spread(
  { halfInner, halfSide, settings, smooth, columns }: LocalLinearSolver,
  from: Float32Array,
  to: Float32Array,
): void {
  boxMean(from, halfInner, halfInner, settings.radius, smooth, columns);
  interpolateTwofold(smooth, halfSide, to, settings.side);
}

function mixIn(other: Float32Array, share: number, plane: Float32Array): void {
  for (let i = 0; i < plane.length; i++) plane[i] = plane[i]! * (1 - share) + other[i]! * share;
}

/** Averages two by two pixels. */
function halve(src: Float32Array, width: number, dst: Float32Array, halfWidth: number): void {
  for (let y = 0, o = 0; y < halfWidth; y++) {
    let i = 2 * y * width;
    for (let x = 0; x < halfWidth; x++, i += 2, o++) {
      dst[o] = (src[i]! + src[i + 1]! + src[i + width]! + src[i + width + 1]!) * 0.25;
    }
  }
}

/**
 * Linear interpolation to twice the resolution. Fine pixel `i` lies between coarse pixel `i >> 1` and the next one, a
 * quarter of the way from it when `i` is even, three quarters when it is odd.
 */
function interpolateTwofold(src: Float32Array, width: number, dst: Float32Array, side: number): void {
  for (let y = 0, o = 0; y < side; y++) {
    const top = (y >> 1) * width;
    const down = (y & 1) === 0 ? 0.25 : 0.75;
    for (let x = 0; x < side; x++, o++) {
      const i = top + (x >> 1);
      const right = (x & 1) === 0 ? 0.25 : 0.75;
      const upper = src[i]! * (1 - right) + src[i + 1]! * right;
      const lower = src[i + width]! * (1 - right) + src[i + width + 1]! * right;
      dst[o] = upper * (1 - down) + lower * down;
    }
  }
}

/** The offset at which the model gives back the input alpha at the input colour. */
function setOffset(
  { side, slopeR, slopeG, slopeB, offset }: LocalLinearModel,
  [r, g, b]: readonly [Float32Array, Float32Array, Float32Array],
  alpha: Float32Array,
  margin: number,
  patchSide: number,
): void {
  for (let y = 0, i = 0; y < side; y++) {
    let o = (y + margin) * patchSide + margin;
    for (let x = 0; x < side; x++, i++, o++) {
      offset[i] = alpha[o]! - slopeR[i]! * r[o]! - slopeG[i]! * g[o]! - slopeB[i]! * b[o]!;
    }
  }
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

/** Replaces the windows' mean alpha by the intercept of their linear function. */
function interceptOf(
  [mr, mg, mb, ma]: MeanPlanes,
  [slopeR, slopeG, slopeB]: readonly [Float32Array, Float32Array, Float32Array],
): void {
  for (let i = 0; i < ma.length; i++) {
    ma[i] = ma[i]! - slopeR[i]! * mr[i]! - slopeG[i]! * mg[i]! - slopeB[i]! * mb[i]!;
  }
}
