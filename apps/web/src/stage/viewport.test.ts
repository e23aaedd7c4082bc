import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fitted,
  keptInSight,
  limitedScale,
  panned,
  pinched,
  toStage,
  toWorld,
  zoomedAt,
} from './viewport.ts';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const points = fc.record({ x: number(-3000, 3000), y: number(-3000, 3000) });
const scales = number(0.01, 64);
const viewports = fc.record({ x: number(-5000, 5000), y: number(-5000, 5000), scale: scales });
const sizes = fc.record({
  width: fc.integer({ min: 1, max: 12000 }),
  height: fc.integer({ min: 1, max: 12000 }),
});
const STAGE = { width: 1000, height: 700 };

describe('a viewport', () => {
  it('has an inverse that is its inverse', () => {
    fc.assert(
      fc.property(viewports, points, (viewport, point) => {
        const back = toStage(viewport, toWorld(viewport, point));
        expect(back.x).toBeCloseTo(point.x, 6);
        expect(back.y).toBeCloseTo(point.y, 6);
      }),
    );
  });

  it('keeps the point under the pointer where it is, however one zooms', () => {
    fc.assert(
      fc.property(viewports, points, scales, (viewport, at, scale) => {
        const under = toWorld(viewport, at);
        const after = toStage(zoomedAt(viewport, at, scale), under);
        expect(after.x).toBeCloseTo(at.x, 5);
        expect(after.y).toBeCloseTo(at.y, 5);
      }),
    );
  });

  it('follows the hand that pulls', () => {
    fc.assert(
      fc.property(viewports, points, points, (viewport, from, to) => {
        const under = toWorld(viewport, from);
        const after = toStage(panned(viewport, to.x - from.x, to.y - from.y), under);
        expect(after.x).toBeCloseTo(to.x, 5);
        expect(after.y).toBeCloseTo(to.y, 5);
      }),
    );
  });

  it('keeps under two fingers what was under them', () => {
    const before = [
      { x: 100, y: 100 },
      { x: 300, y: 100 },
    ] as const;
    const after = [
      { x: 50, y: 150 },
      { x: 450, y: 150 },
    ] as const;
    const viewport = { x: 10, y: 20, scale: 0.5 };
    const moved = pinched(viewport, before, after, scale => scale);
    expect(moved.scale).toBe(1);
    expect(toStage(moved, toWorld(viewport, before[0]))).toEqual(after[0]);
    expect(toStage(moved, toWorld(viewport, before[1]))).toEqual(after[1]);
  });

  it('fits every world wholly into the stage, in the middle', () => {
    fc.assert(
      fc.property(sizes, number(1, 3), (world, density) => {
        const viewport = fitted(world, STAGE, density);
        const a = toStage(viewport, { x: 0, y: 0 });
        const b = toStage(viewport, { x: world.width, y: world.height });
        expect(Math.min(a.x, a.y)).toBeGreaterThanOrEqual(0);
        expect(a.x + b.x).toBeCloseTo(STAGE.width, 4);
        expect(a.y + b.y).toBeCloseTo(STAGE.height, 4);
      }),
    );
  });

  it('does not blow up a thumbnail beyond eight device pixels for one', () => {
    expect(fitted({ width: 10, height: 10 }, STAGE, 2).scale).toBe(4);
  });

  it('zooms from what fits to 64 device pixels for one', () => {
    const world = { width: 4000, height: 3000 };
    expect(limitedScale(1e9, world, STAGE, 2)).toBe(32);
    expect(limitedScale(0, world, STAGE, 2)).toBe(0.025);
    const long = { width: 100_000, height: 10 };
    expect(limitedScale(0, long, STAGE, 1)).toBe(fitted(long, STAGE, 1).scale);
  });

  it('never loses the world out of sight', () => {
    fc.assert(
      fc.property(viewports, sizes, (viewport, world) => {
        const kept = keptInSight(viewport, world, STAGE);
        const a = toStage(kept, { x: 0, y: 0 });
        const b = toStage(kept, { x: world.width, y: world.height });
        expect(b.x).toBeGreaterThan(0);
        expect(b.y).toBeGreaterThan(0);
        expect(a.x).toBeLessThan(STAGE.width);
        expect(a.y).toBeLessThan(STAGE.height);
      }),
    );
  });

  it('leaves a viewport alone that shows enough', () => {
    const viewport = { x: 12, y: 34, scale: 2 };
    expect(keptInSight(viewport, { width: 900, height: 900 }, STAGE)).toEqual(viewport);
  });
});
