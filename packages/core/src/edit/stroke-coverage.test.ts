import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ByteArea } from './area.ts';
import { coverStroke, type StrokeShape } from './stroke-coverage.ts';

const PICTURE = { width: 60, height: 40 };

/** What covers a pixel, anywhere in the picture. */
function at(area: ByteArea | undefined, x: number, y: number): number {
  if (!area || x < area.left || y < area.top) return 0;
  if (x >= area.left + area.width || y >= area.top + area.height) return 0;
  return area.data[(y - area.top) * area.width + x - area.left]!;
}

const POINT = fc.tuple(
  fc.double({ min: -20, max: 80, noNaN: true }),
  fc.double({ min: -20, max: 60, noNaN: true }),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const STROKE: fc.Arbitrary<StrokeShape> = fc.record({
  points: fc.array(POINT, { minLength: 1, maxLength: 8 }).map(points => points.flat()),
  size: fc.double({ min: 1, max: 50, noNaN: true }),
  hardness: fc.double({ min: 0, max: 1, noNaN: true }),
});

describe('coverStroke', () => {
  it('lays a round dab: full inside, nothing outside, one soft pixel at a hard rim', () => {
    const area = coverStroke({ points: [30, 20, 1], size: 20, hardness: 1 }, PICTURE)!;
    for (let y = 0; y < PICTURE.height; y++) {
      for (let x = 0; x < PICTURE.width; x++) {
        const away = Math.hypot(x + 0.5 - 30, y + 0.5 - 20);
        if (away <= 9.5) expect(at(area, x, y)).toBe(255);
        else if (away >= 10.5) expect(at(area, x, y)).toBe(0);
      }
    }
    const sum = area.data.reduce((total, value) => total + value / 255, 0);
    expect(sum).toBeCloseTo(Math.PI * 100, -1);
  });

  it('is full up to its hardness, and fades from there to its rim', () => {
    const area = coverStroke({ points: [30.5, 20.5, 1], size: 30, hardness: 0.4 }, PICTURE);
    expect(at(area, 30 + 6, 20)).toBe(255);
    const fading = [7, 9, 11, 13].map(x => at(area, 30 + x, 20));
    expect(fading).toEqual([...fading].sort((a, b) => b - a));
    expect(fading[0]).toBeLessThan(255);
    expect(fading[3]).toBeGreaterThan(0);
    expect(at(area, 45, 20)).toBe(0);
  });

  it('covers what lies between its points, and pressure makes it thinner', () => {
    const area = coverStroke({ points: [10, 20, 1, 50, 20, 0.25], size: 16, hardness: 1 }, PICTURE);
    const width = (x: number) =>
      Array.from({ length: 40 }, (_, y) => at(area, x, y)).filter(value => value > 127).length;
    expect([width(10), width(30), width(49)]).toEqual([16, 10, 4]);
  });

  it('never covers twice: more points of the same line change nothing', () => {
    const line = (steps: number): StrokeShape => ({
      points: Array.from({ length: steps + 1 }, (_, k) => [10 + (40 * k) / steps, 12, 1]).flat(),
      size: 14,
      hardness: 0.2,
    });
    const few = coverStroke(line(1), PICTURE)!;
    const many = coverStroke(line(400), PICTURE)!;
    for (let i = 0; i < few.data.length; i++) expect(Math.abs(few.data[i]! - many.data[i]!)).toBeLessThan(4);
  });

  it('is the same wherever its box is cut, and lies inside the picture', () => {
    fc.assert(
      fc.property(STROKE, stroke => {
        const area = coverStroke(stroke, PICTURE);
        const shifted = {
          ...stroke,
          points: stroke.points.map((value, k) => (k % 3 === 2 ? value : value + 64)),
        };
        const wide = coverStroke(shifted, { width: 200, height: 200 });
        if (area) {
          expect(area.left).toBeGreaterThanOrEqual(0);
          expect(area.top).toBeGreaterThanOrEqual(0);
          expect(area.left + area.width).toBeLessThanOrEqual(PICTURE.width);
          expect(area.top + area.height).toBeLessThanOrEqual(PICTURE.height);
        }
        for (let y = 0; y < PICTURE.height; y += 3) {
          for (let x = 0; x < PICTURE.width; x += 3) {
            expect(Math.abs(at(area, x, y) - at(wide, x + 64, y + 64))).toBeLessThanOrEqual(1);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('covers the same part of a picture at another scale', () => {
    const stroke = { points: [20, 16, 1, 80, 60, 0.5], size: 24, hardness: 0.5 };
    const sum = (scale: number) =>
      coverStroke(stroke, { width: 120 * scale, height: 80 * scale }, scale)!.data.reduce(
        (a, b) => a + b,
        0,
      ) /
      scale ** 2;
    expect(sum(0.5) / sum(1)).toBeCloseTo(1, 1);
    expect(sum(3) / sum(1)).toBeCloseTo(1, 1);
  });

  it('is nothing beside the picture, and without points', () => {
    expect(coverStroke({ points: [-30, 20, 1], size: 20, hardness: 1 }, PICTURE)).toBeUndefined();
    expect(coverStroke({ points: [], size: 20, hardness: 1 }, PICTURE)).toBeUndefined();
  });
});
