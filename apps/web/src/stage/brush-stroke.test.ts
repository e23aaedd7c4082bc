import { describe, expect, it } from 'vitest';
import { addTouch, beginStroke, pressureOf } from './brush-stroke.ts';

const BRUSH = { size: 40, hardness: 0.7, opacity: 0.5, edgeAware: true, pressure: true };

describe('a stroke', () => {
  it('lies in the picture, at any zoom, and passes over what says nothing new', () => {
    const stroke = beginStroke('erase', BRUSH);
    const viewport = { x: 100, y: 50, scale: 4 };
    expect(addTouch(stroke, viewport, { x: 40, y: 8, pressure: 1 })).toBe(true);
    expect(addTouch(stroke, viewport, { x: 40.3, y: 8, pressure: 1 })).toBe(false);
    expect(addTouch(stroke, viewport, { x: 41, y: 8, pressure: 0.333 })).toBe(true);
    expect(stroke).toEqual({
      kind: 'stroke',
      mode: 'erase',
      points: [110, 52, 1, 110.3, 52, 0.33],
      size: 40,
      hardness: 0.7,
      opacity: 0.5,
      edge_aware: true,
    });
  });

  it('of the refine brush finds its edges by itself', () => {
    expect(beginStroke('refine', BRUSH).edge_aware).toBe(false);
  });

  it('feels the pen alone, and only where that is wanted', () => {
    expect(pressureOf({ pointerType: 'pen', pressure: 0.4 }, BRUSH)).toBe(0.4);
    expect(pressureOf({ pointerType: 'mouse', pressure: 0.5 }, BRUSH)).toBe(1);
    expect(pressureOf({ pointerType: 'pen', pressure: 0.4 }, { ...BRUSH, pressure: false })).toBe(1);
    const stroke = beginStroke('erase', BRUSH);
    addTouch(stroke, { x: 0, y: 0, scale: 1 }, { x: 1, y: 1, pressure: 0 });
    expect(stroke.points[2]).toBe(0.05);
  });
});
