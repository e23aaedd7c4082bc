import { describe, expect, it } from 'vitest';
import { type Matte, matte, type RgbaImage, rgbaImage } from '../raster/planes.ts';
import { editArea } from './edit-area.ts';
import type { StrokeEdit } from './matte-edit.ts';

const SIDE = 160;

/** Two colours that meet in the middle, each with a little noise; pixels are red up to column `edge`. */
function meeting(edge: number, noise: number): RgbaImage {
  const data = new Uint8ClampedArray(SIDE * SIDE * 4);
  for (let i = 0; i < SIDE * SIDE; i++) {
    const jitter = (((i * 7919) % 31) / 15 - 1) * noise;
    const colour = i % SIDE < edge ? [200, 70, 60] : [70, 90, 180];
    data.set([...colour.map(value => value + jitter), 255], 4 * i);
  }
  return rgbaImage(SIDE, SIDE, data);
}

const filled = (value: number) => matte(SIDE, SIDE, new Uint8Array(SIDE * SIDE).fill(value));

/** The alpha along the middle row under a stroke straight down, from `x` on. */
async function under(
  image: RgbaImage,
  before: Matte,
  mode: 'restore' | 'erase',
  x: number,
): Promise<(column: number) => number> {
  const stroke: StrokeEdit = {
    kind: 'stroke',
    mode,
    points: [x, 30, 1, x, 130, 1],
    size: 40,
    hardness: 1,
    opacity: 1,
    edge_aware: true,
  };
  const { left, top, width, data } = (await editArea(before, stroke, { image, scale: 1 }))!;
  return column => data[(80 - top) * width + column - left]!;
}

describe('a stroke that keeps to edges', () => {
  it.each([0, 10])('stops at the edge that it oversteps, with noise of %d levels', async noise => {
    // Its rim is 12 pixels beyond the edge.
    const restored = await under(meeting(80, noise), filled(0), 'restore', 72);
    expect([60, 70, 77].map(restored).every(alpha => alpha > 240)).toBe(true);
    expect([82, 86, 90].map(restored).every(alpha => alpha < 15)).toBe(true);
    const erased = await under(meeting(80, noise), filled(255), 'erase', 88);
    expect([82, 90, 100].map(erased).every(alpha => alpha < 15)).toBe(true);
    expect([70, 74, 77].map(erased).every(alpha => alpha > 240)).toBe(true);
  });

  it.each([0, 10])('is a plain brush where there is no edge, with noise of %d levels', async noise => {
    for (const [mode, before, wanted] of [
      ['restore', 0, 255],
      ['erase', 255, 0],
    ] as const) {
      const alpha = await under(meeting(0, noise), filled(before), mode, 80);
      for (let x = 62; x < 98; x++) expect(Math.abs(alpha(x) - wanted)).toBeLessThan(12);
    }
  });
});
