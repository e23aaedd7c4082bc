import { expect, it } from 'vitest';
import { rowOf, tableOf } from './result.ts';

it('compares what the engine adds with the bare run', () => {
  const stages = { decode: [9], prepare: [10], run: [100], refine: [20], 'cut out': [5], encode: [40] };
  const row = rowOf('node', '1 MP', { floor: [90, 100, 110], whole: [200], stages }, 512);
  expect(row).toMatchObject({
    floorMs: 100,
    ownMs: 35,
    ownOverFloor: 0.35,
    wholeOverFloor: 2,
    peakMegabytes: 512,
  });
  expect(tableOf([row]).split('\n').at(-1)).toBe(
    '| node | 1 MP | 100 | 9 | 10 | 100 | 20 | 5 | 40 | 200 | 0.35 | 2.00 | 512 |',
  );
});
