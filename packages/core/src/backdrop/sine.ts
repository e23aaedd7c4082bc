import { turnOf } from '../compose/turn.ts';

const STEPS = 4096;

/** A table of one turn of a sine, for `sineAt`. */
export function createSine(): Float32Array {
  return Float32Array.from({ length: STEPS + 1 }, (_, i) => turnOf((i * 360) / STEPS).sin);
}

/** The sine of `turns` whole turns, the same on every machine. */
export function sineAt(sine: Float32Array, turns: number): number {
  const place = (turns - Math.floor(turns)) * STEPS;
  const i = Math.min(STEPS - 1, Math.floor(place));
  return sine[i]! + (sine[i + 1]! - sine[i]!) * (place - i);
}
