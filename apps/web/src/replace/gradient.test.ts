import { parseRecipe } from '@backgroundfx/core';
import { describe, expect, it } from 'vitest';
import {
  canAdd,
  canRemove,
  changedStop,
  cssBar,
  cssGradient,
  type Gradient,
  reversed,
  widestGap,
  withoutStop,
  withStop,
} from './gradient.ts';

const GRADIENT: Gradient = {
  type: 'gradient',
  shape: 'linear',
  angle: 45,
  center: { x: 0.25, y: 0.5 },
  stops: [
    { at: 1, color: '#ffffff' },
    { at: 0, color: '#000' },
  ],
};

describe('a gradient in hand', () => {
  it('is what CSS shows, its colours in order', () => {
    expect(cssGradient(GRADIENT)).toBe('linear-gradient(45deg, #000 0%, #ffffff 100%)');
    expect(cssGradient({ ...GRADIENT, shape: 'radial' })).toBe(
      'radial-gradient(farthest-corner at 25% 50%, #000 0%, #ffffff 100%)',
    );
    expect(cssBar({ ...GRADIENT, shape: 'radial' })).toBe('linear-gradient(90deg, #000 0%, #ffffff 100%)');
  });

  it('takes a colour that is there already, where there is most room', () => {
    const at = widestGap(GRADIENT);
    expect(at).toBe(0.5);
    const { gradient, index } = withStop(GRADIENT, at);
    expect(gradient.stops[index]).toEqual({ at: 0.5, color: '#808080' });
    expect(withStop(gradient, 0.25).gradient.stops.at(-1)).toEqual({ at: 0.25, color: '#404040' });
    expect(withStop(changedStop(GRADIENT, 1, { at: 0.4 }), 0.1).gradient.stops.at(-1)?.color).toBe('#000000');
  });

  it('changes, turns round and loses colours, and stays one that a recipe takes', () => {
    const three = withStop(GRADIENT, 0.3).gradient;
    const moved = changedStop(three, 2, { at: 0.7, color: '#ff0000' });
    expect(reversed(moved).stops.map(({ at }) => at)).toEqual([0, 1, 0.3]);
    expect(withoutStop(moved, 0).stops).toHaveLength(2);
    expect(parseRecipe({ background: moved }).background).toEqual(moved);
    expect([canRemove(GRADIENT), canRemove(three), canAdd(three)]).toEqual([false, true, true]);
    const full = {
      ...GRADIENT,
      stops: Array.from({ length: 12 }, (_, i) => ({ at: i / 11, color: '#123456' })),
    };
    expect(canAdd(full)).toBe(false);
  });
});
