/** A well mixed 32-bit number of three whole numbers: the only source of chance here. */
export function hash(seed: number, x: number, y: number): number {
  let h = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(x, 0x27d4eb2f) ^ Math.imul(y, 0x165667b1);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
}

/** `hash` as a number from 0 up to 1. */
export function chance(seed: number, x: number, y = 0): number {
  return hash(seed, x, y) / 4294967296;
}

/** Numbers one after another from a seed, each from 0 up to 1. */
export function createChance(seed: number): () => number {
  let i = 0;
  return () => chance(seed, i++, 0x51ab);
}

/** A line of points through noise. */
export interface NoiseLine {
  /** Where the first point lies; lattice points have distance 1 at the first octave. */
  readonly x: number;
  readonly y: number;
  /** From one point to the next, along x. */
  readonly step: number;
  /** How far apart points are at least, along either axis: octaves that are finer than that are left out softly. */
  readonly grain: number;
}

export interface NoiseKind {
  readonly seed: number;
  readonly octaves: number;
  /** What an octave counts for the one before, 0..1. */
  readonly gain: number;
}

/**
 * Fractal gradient noise (Perlin) of all points of a line, into `out`: about -1 to 1, mostly within a half. All points of a
 * line share their rows of the lattice, so that a point costs one interpolation along x.
 */
export function noiseLine(
  { x, y, step, grain }: NoiseLine,
  { seed, octaves, gain }: NoiseKind,
  out: Float32Array,
): void {
  out.fill(0);
  let weight = 1;
  let total = 0;
  let scale = 1;
  for (let o = 0; o < octaves; o++, scale *= 2, weight *= gain) {
    total += weight;
    const seen = Math.min(1, Math.max(0, 2 - 4 * grain * scale));
    // A shift for each octave, or all of them would be 0 at the same points.
    if (seen > 0)
      addOctave(x * scale + o * 17.37, y * scale + o * 9.73, step * scale, seed + o, weight * seen, out);
  }
  // Perlin's noise with such gradients rarely goes beyond 0.7.
  const norm = 1.5 / total;
  for (let i = 0; i < out.length; i++) out[i] = out[i]! * norm;
}

function addOctave(
  x: number,
  y: number,
  step: number,
  seed: number,
  weight: number,
  out: Float32Array,
): void {
  const iy = Math.floor(y);
  const ty = y - iy;
  const fy = ty * ty * ty * (ty * (ty * 6 - 15) + 10);
  let column = Math.floor(x) - 1;
  // What a lattice column adds at a distance d along x is value + slope * d.
  let value = 0;
  let slope = 0;
  let nextValue = 0;
  let nextSlope = 0;
  for (let i = 0; i < out.length; i++) {
    const at = x + i * step;
    const ix = Math.floor(at);
    if (ix !== column) {
      if (ix === column + 1 && i > 0) {
        value = nextValue;
        slope = nextSlope;
      } else {
        value = columnValue(seed, ix, iy, ty, fy);
        slope = columnSlope(seed, ix, iy, fy);
      }
      nextValue = columnValue(seed, ix + 1, iy, ty, fy);
      nextSlope = columnSlope(seed, ix + 1, iy, fy);
      column = ix;
    }
    const t = at - ix;
    const f = t * t * t * (t * (t * 6 - 15) + 10);
    const left = value + slope * t;
    out[i] = out[i]! + (left + (nextValue + nextSlope * (t - 1) - left) * f) * weight;
  }
}

function columnValue(seed: number, ix: number, iy: number, ty: number, fy: number): number {
  const above = gradientPart(seed + 0x5bd1, ix, iy) * ty;
  const below = gradientPart(seed + 0x5bd1, ix, iy + 1) * (ty - 1);
  return above + (below - above) * fy;
}

function columnSlope(seed: number, ix: number, iy: number, fy: number): number {
  const above = gradientPart(seed, ix, iy);
  return above + (gradientPart(seed, ix, iy + 1) - above) * fy;
}

/** One part of a lattice point's gradient, -1 to 1. */
function gradientPart(seed: number, ix: number, iy: number): number {
  return hash(seed, ix, iy) / 2147483648 - 1;
}
