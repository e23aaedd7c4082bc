import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsOf, snapAngle, snapMoved } from './snap.ts';

const CANVAS = { width: 900, height: 600 };
const box = (x: number, y: number, angle = 0) => ({ x, y, width: 200, height: 100, angle });

describe('snapping', () => {
  it('draws to the middle, to edges and to thirds, and shows the line', () => {
    expect(snapMoved(box(347, 253), CANVAS, 6)).toEqual({
      box: box(350, 250),
      guides: [
        { axis: 'x', at: 450 },
        { axis: 'y', at: 300 },
      ],
    });
    expect(snapMoved(box(-4, 60), CANVAS, 6)).toEqual({ box: box(0, 60), guides: [{ axis: 'x', at: 0 }] });
    expect(snapMoved(box(303, 60), CANVAS, 6).box.x).toBe(300);
    expect(snapMoved(box(20, 503), CANVAS, 6).guides).toEqual([{ axis: 'y', at: 600 }]);
  });

  it('leaves alone what lies elsewhere', () => {
    expect(snapMoved(box(40, 60), CANVAS, 6)).toEqual({ box: box(40, 60), guides: [] });
  });

  it('moves no farther than it reaches, and then lies on its line', () => {
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(number(-300, 1000), number(-300, 800), number(-180, 180), (x, y, angle) => {
        const { box: moved, guides } = snapMoved(box(x, y, angle), CANVAS, 6);
        expect(Math.abs(moved.x - x)).toBeLessThanOrEqual(6.000001);
        expect(Math.abs(moved.y - y)).toBeLessThanOrEqual(6.000001);
        const { left, width } = boundsOf(moved);
        for (const { axis, at } of guides) {
          if (axis === 'y') continue;
          const away = [left, left + width / 2, left + width].map(part => Math.abs(part - at));
          expect(Math.min(...away)).toBeCloseTo(0, 6);
        }
      }),
    );
  });

  it('knows the room that a turned box takes', () => {
    const bounds = boundsOf(box(100, 100, 90));
    expect(bounds.left).toBeCloseTo(150, 9);
    expect(bounds.width).toBeCloseTo(100, 9);
    expect(bounds.height).toBeCloseTo(200, 9);
  });

  it('pulls angles to quarter turns, or to every 15 degrees', () => {
    expect(snapAngle(88, false)).toBe(90);
    expect(snapAngle(80, false)).toBe(80);
    expect(snapAngle(-361, false)).toBe(0);
    expect(snapAngle(200, false)).toBe(-160);
    expect(snapAngle(52, true)).toBe(45);
  });
});
