import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floatMatte } from '../raster/planes.ts';
import { regionArea, thingsIn, WHOLE, withMargin } from './region.ts';
import { regionPixels } from './region-pixels.ts';

/** A matte with boxes of full alpha, given in pixels: left, top, right, bottom. */
function boxes(width: number, height: number, ...list: readonly [number, number, number, number][]) {
  const data = new Float32Array(width * height);
  for (const [left, top, right, bottom] of list) {
    for (let y = top; y < bottom; y++) data.fill(1, y * width + left, y * width + right);
  }
  return floatMatte(width, height, data);
}

describe('thingsIn', () => {
  it('finds the box around all that stands there, and the largest thing', () => {
    const { box, largest } = thingsIn(boxes(256, 128, [64, 32, 128, 64], [192, 96, 224, 112]));
    expect(box).toEqual({ left: 0.25, top: 0.25, right: 0.875, bottom: 0.875 });
    expect(largest).toBeCloseTo(0.8, 5);
  });

  it('leaves out dust beside a subject, and finds nothing where nothing is', () => {
    const { box, largest } = thingsIn(boxes(128, 128, [32, 32, 64, 64], [120, 120, 122, 122]));
    expect(box).toEqual({ left: 0.25, top: 0.25, right: 0.5, bottom: 0.5 });
    expect(largest).toBeCloseTo(1024 / 1028, 5);
    expect(thingsIn(boxes(128, 128))).toEqual({ largest: 0 });
  });
});

describe('withMargin', () => {
  it('adds the same pixels on all sides, and stops at those of the picture', () => {
    const region = { left: 0.1, top: 0.4, right: 0.2, bottom: 0.6 };
    const grown = withMargin(region, { width: 1000, height: 500 }, 0.15);
    expect(grown).toEqual({ left: 0.085, top: 0.37, right: 0.215, bottom: 0.63 });
    expect(withMargin(WHOLE, { width: 7, height: 3 }, 0.15)).toEqual(WHOLE);
  });

  it('never shrinks a region, and never leaves the picture', () => {
    const side = fc.integer({ min: 1, max: 5000 });
    const share = fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(side, side, share, share, (width, height, across, down) => {
        const [left, right] = across.toSorted((a, b) => a - b) as [number, number];
        const [top, bottom] = down.toSorted((a, b) => a - b) as [number, number];
        const grown = withMargin({ left, top, right, bottom }, { width, height }, 0.15);
        expect(grown.left).toBeGreaterThanOrEqual(0);
        expect(grown.top).toBeGreaterThanOrEqual(0);
        expect(grown.right).toBeLessThanOrEqual(1);
        expect(grown.bottom).toBeLessThanOrEqual(1);
        expect(grown.left).toBeLessThanOrEqual(left);
        expect(grown.right).toBeGreaterThanOrEqual(right);
        expect(regionArea(grown)).toBeGreaterThan(0);
      }),
    );
  });
});

describe('regionPixels', () => {
  it('gives back whole pixels that a region was made of, and moves others outwards', () => {
    const picture = { width: 1601, height: 1283 };
    const made = withMargin({ left: 0.3, top: 0.4, right: 0.6, bottom: 0.7 }, picture, 0.15);
    const { left, top, width, height } = regionPixels(picture, made);
    expect([left / 1601, top / 1283]).toEqual([made.left, made.top]);
    expect([(left + width) / 1601, (top + height) / 1283]).toEqual([made.right, made.bottom]);
    const third = { left: 1 / 3, top: 0, right: 2 / 3, bottom: 1 };
    expect(regionPixels({ width: 10, height: 4 }, third)).toEqual({ left: 3, top: 0, width: 4, height: 4 });
  });

  it('is at least a pixel, of a picture of one pixel, of one row and of one column', () => {
    for (const [width, height] of [
      [1, 1],
      [1, 5000],
      [20_000, 3],
    ] as const) {
      const box = regionPixels({ width, height }, { left: 0.99995, top: 0.99995, right: 1, bottom: 1 });
      expect([box.width, box.height]).toEqual([1, 1]);
      expect(box.left + box.width).toBeLessThanOrEqual(width);
      expect(box.top + box.height).toBeLessThanOrEqual(height);
    }
  });
});
