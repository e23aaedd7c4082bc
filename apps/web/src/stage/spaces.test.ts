import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applied, carried, inverted, placeAffine, spaceOf } from './spaces.ts';
import { toWorld } from './viewport.ts';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const points = fc.record({ x: number(-4000, 4000), y: number(-4000, 4000) });
const places = fc.record({
  pivot: points,
  at: points,
  scale: number(0.05, 20),
  rotation: number(-360, 360),
});

describe('the spaces of the stage', () => {
  it('are the canvas for the result alone, and the picture for all that corrects', () => {
    expect(spaceOf('move', 'result')).toBe('canvas');
    expect(spaceOf('canvas', 'result')).toBe('canvas');
    expect(spaceOf('move', 'matte')).toBe('picture');
    expect(spaceOf('erase', 'result')).toBe('picture');
    expect(spaceOf('lasso', 'overlay')).toBe('picture');
  });

  it('lay the pivot where the place says', () => {
    fc.assert(
      fc.property(places, place => {
        const laid = applied(placeAffine(place), place.pivot);
        expect(laid.x).toBeCloseTo(place.at.x, 6);
        expect(laid.y).toBeCloseTo(place.at.y, 6);
      }),
    );
  });

  it('turn clockwise, as they are looked at', () => {
    const place = { pivot: { x: 0, y: 0 }, at: { x: 10, y: 20 }, scale: 2, rotation: 90 };
    const laid = applied(placeAffine(place), { x: 1, y: 0 });
    expect(laid.x).toBeCloseTo(10, 9);
    expect(laid.y).toBeCloseTo(22, 9);
  });

  it('have an inverse that is its inverse', () => {
    fc.assert(
      fc.property(places, points, (place, point) => {
        const there = placeAffine(place);
        const back = applied(inverted(there), applied(there, point));
        expect(back.x).toBeCloseTo(point.x, 4);
        expect(back.y).toBeCloseTo(point.y, 4);
      }),
    );
  });

  it('refuse a way back from what was flattened', () => {
    expect(() => inverted([1, 2, 2, 4, 0, 0])).toThrow(RangeError);
  });

  it('show the same under a point of the stage, as large and upright', () => {
    const viewports = fc.record({ x: number(-900, 900), y: number(-900, 900), scale: number(0.05, 60) });
    fc.assert(
      fc.property(viewports, places, points, (viewport, place, at) => {
        const affine = placeAffine(place);
        const after = carried(viewport, affine, at);
        const under = applied(affine, toWorld(viewport, at));
        expect(toWorld(after, at).x).toBeCloseTo(under.x, 2);
        expect(toWorld(after, at).y).toBeCloseTo(under.y, 2);
        expect(after.scale * place.scale).toBeCloseTo(viewport.scale, 6);
      }),
    );
  });
});
