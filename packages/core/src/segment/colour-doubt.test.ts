import { describe, expect, it } from 'vitest';
import { floatMatte, rgbPlanes } from '../raster/planes.ts';
import { unexplainedByColour } from './colour-doubt.ts';

const SIDE = 64;

/** Planes of one colour for each of 64 x 64 pixels. */
function planesOf(colour: (x: number, y: number) => readonly [number, number, number]) {
  const data = new Float32Array(3 * SIDE * SIDE);
  for (let i = 0; i < SIDE * SIDE; i++) {
    const rgb = colour(i % SIDE, Math.floor(i / SIDE));
    for (let c = 0; c < 3; c++) data[c * SIDE * SIDE + i] = rgb[c]!;
  }
  return rgbPlanes(SIDE, SIDE, data);
}

const disc = (radius: number) => (x: number, y: number) =>
  Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(x - 31.5, y - 31.5)));
const matteOf = (alpha: (x: number, y: number) => number) =>
  floatMatte(
    SIDE,
    SIDE,
    Float32Array.from({ length: SIDE * SIDE }, (_, i) => alpha(i % SIDE, Math.floor(i / SIDE))),
  );

describe('unexplainedByColour', () => {
  it('is next to nothing where the matte follows the colours, in whichever of them they differ', () => {
    const alpha = disc(20);
    for (const [r, g, b] of [
      [1, 0, 0],
      [0, -1, 0],
      [0.5, -0.3, 1],
    ] as const) {
      const shade = (x: number, y: number) => 100 * alpha(x, y);
      const planes = planesOf((x, y) => [
        120 + r * shade(x, y),
        120 + g * shade(x, y),
        120 + b * shade(x, y),
      ]);
      expect(unexplainedByColour(matteOf(alpha), planes)).toBeLessThan(0.06);
    }
  });

  it('is all where colours are the same on both sides, and in between where some of the edge is theirs', () => {
    const matte = matteOf(disc(20));
    const grey = planesOf(() => [90, 90, 90]);
    expect(unexplainedByColour(matte, grey)).toBeCloseTo(1, 5);
    const half = planesOf((x, y) => [x < 32 ? 200 * disc(20)(x, y) : 0, 50, 50]);
    expect(unexplainedByColour(matte, half)).toBeGreaterThan(0.4);
    expect(unexplainedByColour(matte, half)).toBeLessThan(0.6);
  });

  it('is high where the edge is drawn beside that of the picture', () => {
    const planes = planesOf((x, y) => [200 * disc(26)(x, y), 50, 50]);
    expect(unexplainedByColour(matteOf(disc(20)), planes)).toBeGreaterThan(0.9);
  });

  it('is 0 for a matte without edges, and for one too small for a window', () => {
    const grey = planesOf(() => [90, 90, 90]);
    expect(
      unexplainedByColour(
        matteOf(() => 1),
        grey,
      ),
    ).toBe(0);
    const tiny = floatMatte(2, 2, Float32Array.of(0, 1, 0, 1));
    expect(unexplainedByColour(tiny, rgbPlanes(2, 2, new Float32Array(12)))).toBe(0);
  });
});
