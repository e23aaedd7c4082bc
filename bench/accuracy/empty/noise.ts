/** A number of 0..1 for each whole place and seed, always the same (a mixing function on 32 bits). */
export function hash(x: number, y: number, seed: number): number {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}

/** Smooth noise of 0..1 that changes over one unit. */
export function smoothNoise(x: number, y: number, seed: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const u = ease(x - left);
  const v = ease(y - top);
  const above = mix(hash(left, top, seed), hash(left + 1, top, seed), u);
  const below = mix(hash(left, top + 1, seed), hash(left + 1, top + 1, seed), u);
  return mix(above, below, v);
}

/** Noise of 0..1 with detail: octaves of smooth noise, each of half the size and half the weight of the one before. */
export function cloudNoise(x: number, y: number, octaves: number, seed: number): number {
  let sum = 0;
  let weights = 0;
  for (let octave = 0, weight = 1, scale = 1; octave < octaves; octave++, weight /= 2, scale *= 2) {
    sum += weight * smoothNoise(x * scale, y * scale, seed + octave);
    weights += weight;
  }
  return sum / weights;
}

/** From `a` at 0 to `b` at 1. */
export function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}

/** 0 up to `from`, 1 beyond `to`, smooth between. */
export function smoothStep(from: number, to: number, x: number): number {
  return ease(Math.min(1, Math.max(0, (x - from) / (to - from))));
}

function ease(t: number): number {
  return t * t * (3 - 2 * t);
}
