import { coverStroke } from '@backgroundfx/core';
import { describe, expect, it } from 'vitest';
import { maskStep, StrokeMask } from './stroke-mask.ts';

const STILL = { scale: 1, left: 0, top: 0 };
const SIZE = { width: 60, height: 40 };
const alphas = (mask: StrokeMask) => mask.data.filter((_, i) => i % 4 === 3);

describe('the mask of a stroke', () => {
  it('covers, piece by piece, what the engine covers at once', () => {
    const points = [10, 10, 1, 25, 12, 0.6, 44, 30, 1];
    const stroke = { points, size: 12, hardness: 0.3 };
    const mask = new StrokeMask(SIZE);
    mask.cover({ ...stroke, points: points.slice(0, 3) }, STILL);
    mask.cover({ ...stroke, points: points.slice(0, 6) }, STILL);
    mask.cover({ ...stroke, points: points.slice(3, 9) }, STILL);
    const whole = coverStroke(stroke, SIZE)!;
    const inBox = new Uint8Array(whole.width * whole.height);
    for (let y = 0, i = 0; y < whole.height; y++) {
      for (let x = 0; x < whole.width; x++, i++) {
        inBox[i] = alphas(mask)[(whole.top + y) * SIZE.width + whole.left + x]!;
      }
    }
    // Where the brush narrows, a dab that stood alone for a moment reaches a hair's breadth beyond the way to the next one.
    for (const [i, covered] of inBox.entries()) {
      expect(Math.abs(covered - whole.data[i]!)).toBeLessThanOrEqual(3);
    }
    expect(Math.max(...inBox)).toBe(255);
  });

  it('lies where the picture is seen, at the size at which it is seen', () => {
    const mask = new StrokeMask(SIZE);
    const box = mask.cover(
      { points: [100, 100, 1], size: 8, hardness: 1 },
      { scale: 2, left: -180, top: -184 },
    );
    expect(alphas(mask)[16 * SIZE.width + 20]).toBe(255);
    expect(alphas(mask)[16 * SIZE.width + 32]).toBe(0);
    expect(box!.left).toBeGreaterThanOrEqual(11);
    expect(box!.left + box!.width).toBeLessThanOrEqual(29);
  });

  it('tells only what is new', () => {
    const mask = new StrokeMask(SIZE);
    const cover = (points: number[]) => mask.cover({ points, size: 20, hardness: 1 }, STILL);
    expect(cover([20, 20, 1])!.width).toBeGreaterThanOrEqual(20);
    const next = cover([20, 20, 1, 24, 20, 1])!;
    expect(next.left).toBeGreaterThan(19);
    expect(next.left + next.width).toBeGreaterThanOrEqual(34);
    expect(cover([24, 20, 1])).toBeNull();
  });

  it('says nothing of what lies out of sight, and forgets when told to', () => {
    const mask = new StrokeMask(SIZE);
    expect(mask.cover({ points: [900, 900, 1], size: 8, hardness: 1 }, STILL)).toBeNull();
    mask.cover({ points: [20, 20, 1], size: 8, hardness: 1 }, STILL);
    mask.clear();
    expect(alphas(mask).every(alpha => alpha === 0)).toBe(true);
  });

  it('is coarser for a brush that fills the stage', () => {
    expect(maskStep(64, 1)).toBe(1);
    expect(maskStep(2000, 1) * 320).toBeGreaterThanOrEqual(2000);
  });

  it('is no finer than two for a pixel of the picture', () => {
    expect(maskStep(500, 8.45)).toBe(4);
    expect(maskStep(64, 3)).toBe(1);
  });
});
