import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CORNERS,
  type Grip,
  gripCursor,
  gripOf,
  isInside,
  middleOf,
  SIDES,
  scaledBox,
  turnedAngle,
} from './move-box.ts';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const boxes = fc.record({
  x: number(-500, 500),
  y: number(-500, 500),
  width: number(20, 800),
  height: number(20, 800),
  angle: number(-180, 180),
});
const grips = fc.constantFrom<Grip[]>(...CORNERS, ...SIDES);

describe('the handles of a box', () => {
  it('leave what lies across where it is', () => {
    fc.assert(
      fc.property(boxes, grips, number(1, 900), number(1, 900), (box, grip, x, y) => {
        const across = { x: (0 - grip.x) as Grip['x'], y: (0 - grip.y) as Grip['y'] };
        const before = gripOf(box, across);
        const after = gripOf(scaledBox(box, grip, { x, y }, false), across);
        expect(after.x).toBeCloseTo(before.x, 6);
        expect(after.y).toBeCloseTo(before.y, 6);
      }),
    );
  });

  it('leave the middle where it is when asked to', () => {
    fc.assert(
      fc.property(boxes, grips, number(1, 900), (box, grip, x) => {
        const after = middleOf(scaledBox(box, grip, { x, y: x }, true));
        expect(after.x).toBeCloseTo(middleOf(box).x, 6);
        expect(after.y).toBeCloseTo(middleOf(box).y, 6);
      }),
    );
  });

  it('follow the pointer along the diagonal and keep the proportions', () => {
    const box = { x: 0, y: 0, width: 100, height: 50, angle: 0 };
    expect(scaledBox(box, { x: 1, y: 1 }, { x: 200, y: 100 }, false)).toEqual({
      ...box,
      width: 200,
      height: 100,
    });
    expect(scaledBox(box, { x: 1, y: 1 }, { x: -900, y: -900 }, false)).toMatchObject({
      width: 8,
      height: 4,
    });
  });

  it('of a side follow the pointer straight away from it', () => {
    const box = { x: 0, y: 0, width: 100, height: 50, angle: 0 };
    expect(scaledBox(box, { x: 1, y: 0 }, { x: 200, y: 999 }, false)).toEqual({
      ...box,
      y: -25,
      width: 200,
      height: 100,
    });
  });

  it('show the way they go, the box being turned', () => {
    expect(gripCursor({ x: 1, y: 0 }, 0)).toBe('ew-resize');
    expect(gripCursor({ x: 0, y: -1 }, 0)).toBe('ns-resize');
    expect(gripCursor({ x: 1, y: 1 }, 0)).toBe('nwse-resize');
    expect(gripCursor({ x: -1, y: 1 }, 0)).toBe('nesw-resize');
    expect(gripCursor({ x: 1, y: 0 }, 90)).toBe('ns-resize');
  });

  it('turn by as much as the pointer goes round', () => {
    const box = { x: 0, y: 0, width: 100, height: 100, angle: 10 };
    expect(turnedAngle(box, { x: 50, y: 0 }, { x: 100, y: 50 })).toBeCloseTo(100, 9);
  });

  it('know what is inside of a turned box', () => {
    const box = { x: 0, y: 40, width: 100, height: 20, angle: 90 };
    expect(isInside(box, { x: 50, y: 5 })).toBe(true);
    expect(isInside(box, { x: 5, y: 50 })).toBe(false);
  });
});
