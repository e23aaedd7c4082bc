import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floatMatte, rgbaImage } from '../raster/planes.ts';
import { resampleToPlanes } from '../raster/resample.ts';
import { regionArea, thingsIn, WHOLE, withMargin } from './region.ts';
import { regionToPlanes } from './region-planes.ts';

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

describe('regionToPlanes', () => {
  /** Red grows to the right and green downwards, a level for each pixel or each few of them. */
  function slopes(width: number, height: number) {
    const data = new Uint8ClampedArray(width * height * 4);
    for (let i = 0; i < width * height; i++) {
      data.set([((i % width) * 200) / width, (Math.floor(i / width) * 200) / height, 7, 255], i * 4);
    }
    return rgbaImage(width, height, data);
  }

  it('is the whole picture as it is resampled elsewhere', () => {
    const image = slopes(50, 40);
    expect(regionToPlanes(image, WHOLE, 30, 20)).toEqual(resampleToPlanes(image, 30, 20));
  });

  it.each([
    [100, 80],
    [1600, 1280],
    [1601, 1283],
  ])('shows the region where it is, also when much is averaged away: %i x %i', (width, height) => {
    const region = { left: 0.25, top: 0.5, right: 0.75, bottom: 1 };
    const { data } = regionToPlanes(slopes(width, height), region, 16, 16);
    for (const [x, y] of [
      [0, 0],
      [8, 3],
      [15, 15],
    ] as const) {
      const red = 200 * (0.25 + (0.5 * (x + 0.5)) / 16);
      const green = 200 * (0.5 + (0.5 * (y + 0.5)) / 16);
      expect(Math.abs(data[y * 16 + x]! - red)).toBeLessThan(3);
      expect(Math.abs(data[256 + y * 16 + x]! - green)).toBeLessThan(3);
    }
  });

  it('lays see-through pixels over grey, as resampling does', () => {
    const hidden = rgbaImage(2, 1, Uint8ClampedArray.of(255, 0, 0, 0, 255, 0, 0, 255));
    const region = { left: 0, top: 0, right: 0.5, bottom: 1 };
    expect([...regionToPlanes(hidden, region, 1, 1).data]).toEqual([128, 128, 128]);
  });

  it('takes a picture of one pixel, of one row and of one column', () => {
    for (const [width, height] of [
      [1, 1],
      [1, 5000],
      [20_000, 3],
    ] as const) {
      const region = withMargin({ left: 0.4, top: 0.4, right: 0.6, bottom: 0.6 }, { width, height }, 0.15);
      const { data } = regionToPlanes(slopes(width, height), region, 64, 64);
      expect(data.every(v => v >= 0 && v <= 255)).toBe(true);
    }
  });
});
