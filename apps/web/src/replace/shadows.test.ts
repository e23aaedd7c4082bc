import { parseRecipe } from '@backgroundfx/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { castOf, firstCast, thrown, throwOf, withCast } from './shadows.ts';

const BARE = parseRecipe({});
const with_ = (recipe: typeof BARE, changes: object) => parseRecipe({ ...recipe, ...changes });

describe('the two shadows', () => {
  it('come and go, each on its own', () => {
    const contact = with_(BARE, withCast(BARE, 'contact', firstCast('contact')));
    expect(contact.shadow.type).toBe('contact');
    const both = with_(contact, withCast(contact, 'drop', firstCast('drop')));
    expect([both.shadow.type, both.second_shadow.type]).toEqual(['drop', 'contact']);
    const one = with_(both, withCast(both, 'contact', null));
    expect([one.shadow.type, one.second_shadow.type]).toEqual(['drop', 'none']);
    expect(with_(one, withCast(one, 'drop', null))).toEqual(BARE);
  });

  it('begin as recipes do', () => {
    for (const kind of ['drop', 'contact'] as const) {
      expect(parseRecipe({ shadow: { type: kind } }).shadow).toEqual(firstCast(kind));
    }
  });

  it('are found wherever a recipe has them, and the other one stays as it is', () => {
    const recipe = parseRecipe({
      shadow: { type: 'contact', blur: 0.1 },
      second_shadow: { type: 'drop', x: 0.3 },
    });
    expect(castOf(recipe, 'drop')?.x).toBe(0.3);
    expect(castOf(recipe, 'contact')?.blur).toBe(0.1);
    const changed = with_(recipe, withCast(recipe, 'drop', { ...firstCast('drop'), opacity: 0.9 }));
    expect(castOf(changed, 'contact')).toEqual(castOf(recipe, 'contact'));
    expect(castOf(changed, 'drop')?.opacity).toBe(0.9);
  });

  it('fall where angle and distance say: 0 upwards, 90 to the right', () => {
    const at = (angle: number) => {
      const { x, y } = thrown(firstCast('drop'), { distance: 0.1, angle });
      return [x, y];
    };
    expect([at(0), at(90), at(180), at(270)]).toEqual([
      [0, -0.1],
      [0.1, 0],
      [0, 0.1],
      [-0.1, 0],
    ]);
    expect(throwOf(firstCast('drop'))).toEqual({ distance: 0.015, angle: 180 });
    expect(throwOf(firstCast('contact'), 77)).toEqual({ distance: 0, angle: 77 });
  });

  it('keep their throw there and back', () => {
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(number(0.001, 1), number(0, 359), (distance, angle) => {
        const back = throwOf(thrown(firstCast('drop'), { distance, angle }));
        expect(back.distance).toBeCloseTo(distance, 4);
        const off = Math.abs(back.angle - angle);
        expect(Math.min(off, 360 - off)).toBeLessThan(0.1);
      }),
    );
  });
});
