import { expect, it } from 'vitest';
import { leftOut } from './measure-ranges.ts';

it('leaves out half as much of small maps', () => {
  expect([1, 2, 4].map(leftOut)).toEqual([2e-4, 2e-4, 2e-4]);
  expect([8, 16, 32, 64].map(leftOut)).toEqual([1e-4, 1e-4, 1e-4, 1e-4]);
});
