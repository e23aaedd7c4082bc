import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planCanvas } from './plan-canvas.ts';

const OWN = { crop: false, margin: 0, padding: 0, width: null, height: null, maxSide: null };
const PICTURE = { width: 400, height: 300 };
const BOX = { left: 100, top: 50, width: 200, height: 100 };

describe('planCanvas', () => {
  it.each([
    ['the picture itself', {}, [400, 300, 1, 0, 0]],
    ['the subject', { crop: true }, [200, 100, 1, -100, -50]],
    // A tenth of 200 on every side.
    ['the subject with room', { crop: true, margin: 0.1 }, [240, 140, 1, -80, -30]],
    // A tenth of 400 on every side.
    ['the picture with room', { padding: 0.1 }, [480, 380, 1, 40, 40]],
    ['a width alone', { width: 800 }, [800, 600, 2, 0, 0]],
    ['a height alone', { height: 150 }, [200, 150, 0.5, 0, 0]],
    ['another ratio, wholly seen in the middle', { width: 800, height: 300 }, [800, 300, 1, 200, 0]],
    ['a longest side', { maxSide: 200 }, [200, 150, 0.5, 0, 0]],
    ['a longest side that is not reached', { maxSide: 4000 }, [400, 300, 1, 0, 0]],
    ['margin without crop', { margin: 0.5 }, [400, 300, 1, 0, 0]],
  ] as const)('shows %s', (_name, settings, [width, height, scale, left, top]) => {
    expect(planCanvas(PICTURE, BOX, { ...OWN, ...settings })).toEqual({ width, height, scale, left, top });
  });

  it('shows the whole picture where there is no subject to crop to', () => {
    expect(planCanvas(PICTURE, undefined, { ...OWN, crop: true })).toEqual(planCanvas(PICTURE, BOX, OWN));
  });

  it('leaves no border half clear where a ratio is rounded', () => {
    const side = fc.integer({ min: 1, max: 5000 });
    fc.assert(
      fc.property(side, side, fc.integer({ min: 1, max: 3000 }), (width, height, maxSide) => {
        // A line of less than 25 pixels may be cut too much to keep the ratio: it is wholly seen instead.
        fc.pre((Math.min(width, height) * maxSide) / Math.max(width, height) > 25);
        const plan = planCanvas({ width, height }, undefined, { ...OWN, maxSide });
        expect(Math.max(plan.width, plan.height)).toBeLessThanOrEqual(maxSide);
        for (const [begin, length, to] of [
          [plan.left, width, plan.width],
          [plan.top, height, plan.height],
        ] as const) {
          expect(begin).toBeLessThanOrEqual(1e-9);
          expect(begin).toBeGreaterThanOrEqual(-Math.max(0.5, to * 0.01) - 1e-9);
          expect(begin + length * plan.scale).toBeGreaterThanOrEqual(to - 1e-9);
        }
      }),
    );
  });

  it('keeps all of the picture where both sides are given, but for a part of a pixel', () => {
    const plan = planCanvas(PICTURE, BOX, { ...OWN, width: 400, height: 302 });
    expect(plan).toEqual({ width: 400, height: 302, scale: 1, left: 0, top: 1 });
    const near = planCanvas({ width: 401, height: 300 }, BOX, { ...OWN, width: 200, height: 150 });
    expect(near).toEqual({ width: 200, height: 150, scale: 0.5, left: -0.25, top: 0 });
  });

  it('refuses a canvas that is too large', () => {
    expect(() => planCanvas({ width: 9000, height: 9000 }, undefined, { ...OWN, padding: 0.2 })).toThrow(
      'The canvas would have 12600 x 12600 pixels',
    );
  });
});
