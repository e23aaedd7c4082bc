import { expect, it } from 'vitest';
import { inPortions } from './portions.ts';

const sized = (sizes: number[]) => sizes.map((bytes, i) => ({ name: `t${i}`, bytes }));

it('fills portions up to the limit, in order', () => {
  expect(inPortions(sized([4, 6, 1, 10, 3]), 10)).toEqual([['t0', 't1'], ['t2'], ['t3'], ['t4']]);
  expect(inPortions(sized([5, 5, 5]), 10)).toEqual([['t0', 't1'], ['t2']]);
});

it('lets what is too large stand alone, and makes no empty portion', () => {
  expect(inPortions(sized([20, 1, 30]), 10)).toEqual([['t0'], ['t1'], ['t2']]);
  expect(inPortions([], 10)).toEqual([]);
});
