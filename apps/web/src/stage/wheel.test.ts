import { describe, expect, it } from 'vitest';
import { wheelFactor, wheelIntent, wheelWay } from './wheel.ts';

const still = { deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false, shiftKey: false, timeStamp: 1000 };

describe('the wheel', () => {
  it('zooms with notches and with spreading fingers, pans with stroking ones and with shift', () => {
    expect(wheelIntent({ ...still, deltaY: 100 }, null)).toBe('zoom');
    expect(wheelIntent({ ...still, deltaY: 3, deltaMode: 1 }, null)).toBe('zoom');
    expect(wheelIntent({ ...still, deltaY: 2, ctrlKey: true }, null)).toBe('zoom');
    expect(wheelIntent({ ...still, deltaY: 4 }, null)).toBe('pan');
    expect(wheelIntent({ ...still, deltaX: 60, deltaY: 80 }, null)).toBe('pan');
    expect(wheelIntent({ ...still, deltaY: 100, shiftKey: true }, null)).toBe('pan');
  });

  it('means one thing until the hand pauses', () => {
    const fast = { ...still, deltaY: 120 };
    expect(wheelIntent(fast, { intent: 'pan', timeStamp: 900 })).toBe('pan');
    expect(wheelIntent(fast, { intent: 'pan', timeStamp: 700 })).toBe('zoom');
  });

  it('goes sideways with shift, by lines where the browser counts lines', () => {
    expect(wheelWay({ ...still, deltaY: 100, shiftKey: true })).toEqual({ dx: 100, dy: 0 });
    expect(wheelWay({ ...still, deltaY: -3, deltaMode: 1 })).toEqual({ dx: 0, dy: -48 });
  });

  it('zooms in upwards, evenly back, and never in a leap', () => {
    const up = wheelFactor({ ...still, deltaY: -100 });
    expect(up).toBeGreaterThan(1.2);
    expect(up * wheelFactor({ ...still, deltaY: 100 })).toBeCloseTo(1, 9);
    expect(wheelFactor({ ...still, deltaY: -100_000 })).toBeLessThan(2);
  });
});
