import { parseColour } from '../compose/colour.ts';
import type { GradientStop } from './scene.ts';

/** Steps of a ramp's table; between them it is linear. */
const STEPS = 1024;

/**
 * Colours from 0 to 1: `STEPS + 1` entries of sRGB with straight alpha. Mixed on sRGB values, premultiplied, as CSS does.
 */
export type Ramp = Float32Array;

/** The ramp through stops; outside of them it keeps the first and the last colour. Stops of one place make an edge. */
export function rampOf(stops: readonly GradientStop[]): Ramp {
  const sorted = stops
    .map(({ at, color }) => ({ at, ...parseColour(color) }))
    .sort((left, right) => left.at - right.at);
  const ramp = new Float32Array(4 * (STEPS + 1));
  for (let i = 0, k = 0; i <= STEPS; i++) {
    const at = i / STEPS;
    while (k < sorted.length && sorted[k]!.at <= at) k++;
    const before = sorted[Math.max(0, k - 1)]!;
    const after = sorted[Math.min(sorted.length - 1, k)]!;
    const span = after.at - before.at;
    const t = span > 0 ? (at - before.at) / span : 0;
    const wb = (1 - t) * before.a;
    const wa = t * after.a;
    const alpha = wb + wa;
    const mixed = (b: number, a: number) => (alpha === 0 ? 0 : (b * wb + a * wa) / alpha);
    ramp.set([mixed(before.r, after.r), mixed(before.g, after.g), mixed(before.b, after.b), alpha], 4 * i);
  }
  return ramp;
}

/** The ramp through colours at equal distances. */
export function evenRamp(colors: readonly string[]): Ramp {
  const last = Math.max(1, colors.length - 1);
  return rampOf(colors.map((color, i) => ({ at: i / last, color })));
}

/** Writes the colour at `t` (kept within 0..1) to `out` from `at` on: four values. */
export function takeColour(ramp: Ramp, t: number, out: Float32Array, at: number): void {
  const place = t <= 0 ? 0 : t >= 1 ? STEPS : t * STEPS;
  const i = Math.min(STEPS - 1, Math.floor(place));
  const share = place - i;
  for (let c = 0, p = 4 * i; c < 4; c++, p++) {
    out[at + c] = ramp[p]! + (ramp[p + 4]! - ramp[p]!) * share;
  }
}

/** A colour as three values of 0..255. */
export function rgbOf(text: string): readonly [number, number, number] {
  const { r, g, b } = parseColour(text);
  return [r, g, b];
}
