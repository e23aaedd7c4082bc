import { EDIT_RANGES } from '@backgroundfx/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stepHardness, stepSize } from './brush-steps.ts';

it('changes a size by a tenth and at least a pixel, within its range', () => {
  expect([stepSize(100, 1), stepSize(100, -1)]).toEqual([110, 91]);
  expect([stepSize(3, 1), stepSize(3, -1)]).toEqual([4, 2]);
  const { min, max } = EDIT_RANGES.size;
  expect([stepSize(min, -1), stepSize(max, 1)]).toEqual([min, max]);
  fc.assert(
    fc.property(fc.integer({ min: min + 1, max: max - 1 }), size => {
      expect(stepSize(size, 1)).toBeGreaterThan(size);
      expect(stepSize(size, -1)).toBeLessThan(size);
    }),
  );
});

it('changes hardness by tenths', () => {
  expect([stepHardness(0.7, 1), stepHardness(0.7, -1)]).toEqual([0.8, 0.6]);
  expect([stepHardness(1, 1), stepHardness(0, -1)]).toEqual([1, 0]);
  expect(stepHardness(0.75, 1)).toBe(0.9);
});
