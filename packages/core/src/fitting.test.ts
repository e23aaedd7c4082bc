import { describe, expect, it } from 'vitest';
import { askBand, BELIEF_DIFFERENCE, BELIEF_INPUTS, BELIEF_NETWORK } from './fitting.ts';
import { stretch } from './matte/cells.ts';
import { floatMatte, rgbaImage } from './raster/planes.ts';

const SIDE = 48;

/** A red disc on blue, whose matte is soft where its outline is. */
function disc(side: number) {
  const alpha = new Float32Array(side * side);
  const pixels = new Uint8Array(4 * side * side);
  for (let i = 0; i < alpha.length; i++) {
    const away = Math.hypot((i % side) - side / 2, Math.floor(i / side) - side / 2);
    alpha[i] = Math.min(1, Math.max(0, (side / 3 - away) / 6 + 0.5));
    const share = away < side / 3 ? 1 : 0;
    pixels.set([200 * share, 30, 200 * (1 - share), 255], 4 * i);
  }
  return { matte: floatMatte(side, side, alpha), image: rgbaImage(side, side, pixels) };
}

describe('askBand', () => {
  it('tells what the network said of pixels that it is undecided about, and that colours say otherwise', () => {
    const { matte, image } = disc(SIDE);
    const { width, height, pixels, inputs } = askBand(matte, image, 50);
    expect([width, height]).toEqual([SIDE, SIDE]);
    expect(inputs.length).toBe(BELIEF_INPUTS * pixels.length);
    const undecided = [...matte.data.keys()].filter(i => matte.data[i]! > 0.02 && matte.data[i]! < 0.98);
    expect(pixels.length).toBeGreaterThan(undecided.length / 2);
    for (const [u, p] of pixels.entries()) {
      const mine = stretch(matte.data[p]!);
      expect(inputs[BELIEF_INPUTS * u + BELIEF_NETWORK]).toBeCloseTo(2 * mine - 1, 5);
      expect(Math.abs(inputs[BELIEF_INPUTS * u + BELIEF_DIFFERENCE]!)).toBeGreaterThan(0.01);
      const theirs = mine + inputs[BELIEF_INPUTS * u + BELIEF_DIFFERENCE]!;
      expect(theirs).toBeGreaterThanOrEqual(-1e-5);
      expect(theirs).toBeLessThanOrEqual(1 + 1e-5);
    }
    // Just inside the outline the network is half sure, but the colour is the disc's own.
    const inside = [...pixels.entries()].find(([, p]) => p === (SIDE / 2) * SIDE + SIDE / 2 + 14)!;
    expect(inputs[BELIEF_INPUTS * inside[0] + BELIEF_DIFFERENCE]).toBeGreaterThan(0.1);
  });

  it('asks no finer than the picture is', () => {
    const { matte } = disc(SIDE);
    const { width, height, pixels } = askBand(matte, disc(SIDE / 2).image, 50);
    expect([width, height]).toEqual([SIDE / 2, SIDE / 2]);
    expect(Math.max(...pixels)).toBeLessThan((SIDE / 2) ** 2);
  });
});
