import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ByteArea } from './area.ts';
import { coverPolygon } from './polygon-coverage.ts';

const PICTURE = { width: 50, height: 40 };

function at(area: ByteArea | undefined, x: number, y: number): number {
  if (!area || x < area.left || y < area.top) return 0;
  if (x >= area.left + area.width || y >= area.top + area.height) return 0;
  return area.data[(y - area.top) * area.width + x - area.left]!;
}

/** Share of a pixel inside of a rectangle. */
function share(x: number, y: number, [x0, y0, x1, y1]: readonly [number, number, number, number]): number {
  const across = Math.max(0, Math.min(x + 1, x1) - Math.max(x, x0));
  const down = Math.max(0, Math.min(y + 1, y1) - Math.max(y, y0));
  return across * down;
}

describe('coverPolygon', () => {
  it('covers each pixel by the share of its area, wherever the rectangle lies', () => {
    const side = (max: number) => fc.double({ min: -15, max, noNaN: true });
    fc.assert(
      fc.property(side(60), side(60), side(60), side(60), fc.boolean(), (a, b, c, d, isTurned) => {
        const box = [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)] as const;
        const [x0, y0, x1, y1] = box;
        const points = isTurned ? [x0, y0, x0, y1, x1, y1, x1, y0] : [x0, y0, x1, y0, x1, y1, x0, y1];
        const area = coverPolygon(points, PICTURE);
        for (let y = 0; y < PICTURE.height; y++) {
          for (let x = 0; x < PICTURE.width; x++) {
            expect(Math.abs(at(area, x, y) - 255 * share(x, y, box))).toBeLessThanOrEqual(1);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('has the area of the triangle that lies inside', () => {
    const inside = fc.tuple(
      fc.double({ min: 0, max: 50, noNaN: true }),
      fc.double({ min: 0, max: 40, noNaN: true }),
    );
    fc.assert(
      fc.property(inside, inside, inside, (a, b, c) => {
        const area = coverPolygon([a, b, c].flat(), PICTURE);
        const covered = (area?.data.reduce((sum, value) => sum + value, 0) ?? 0) / 255;
        const exact = Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2;
        expect(Math.abs(covered - exact)).toBeLessThan(0.5 + 0.02 * exact);
      }),
      { numRuns: 200 },
    );
  });

  it('fills what a line winds around twice, and scales', () => {
    const once = [5, 5, 35, 5, 35, 30, 5, 30];
    expect(coverPolygon([...once, ...once], PICTURE)!.data.every(value => value === 255)).toBe(true);
    const half = coverPolygon(once, { width: 25, height: 20 }, 0.5)!;
    expect([half.left, half.top, half.width, half.height]).toEqual([2, 2, 16, 13]);
    expect([at(half, 2, 10), at(half, 10, 10), at(half, 17, 10)]).toEqual([128, 255, 128]);
  });

  it('covers nothing without an area in the picture', () => {
    expect(coverPolygon([1, 1, 9, 9], PICTURE)).toBeUndefined();
    expect(coverPolygon([60, 1, 90, 9, 70, 30], PICTURE)).toBeUndefined();
  });
});
