import { expect, it } from 'vitest';
import { agreement, mean } from './agreement.ts';

it('compares the cut subjects and the alphas', () => {
  const exact = Float32Array.of(1, 0.75, 0.25, 0);
  expect(agreement(exact, exact)).toEqual({ iou: 1, difference: 0 });
  expect(agreement(Float32Array.of(1, 0.5, 0.75, 0), exact)).toEqual({ iou: 1 / 3, difference: 0.75 / 4 });
});

it('takes two empty mattes for the same', () => {
  const empty = new Float32Array(4);
  expect(agreement(empty, empty)).toEqual({ iou: 1, difference: 0 });
  expect(agreement(Float32Array.of(1, 0, 0, 0), empty).iou).toBe(0);
});

it('takes means', () => {
  expect(mean([1, 2, 6])).toBe(3);
});
