import { expect, it } from 'vitest';
import { engineSettings } from '../src/processing/engine/engine-settings.ts';

it.each([
  [1, { workers: 2, threads: 1 }],
  [2, { workers: 2, threads: 2 }],
  [4, { workers: 2, threads: 4 }],
  [8, { workers: 2, threads: 4 }],
  [9, { workers: 3, threads: 4 }],
  [64, { workers: 16, threads: 4 }],
])('chooses for %i processors', (cores, expected) => {
  expect(engineSettings({}, cores)).toEqual(expected);
});

it('takes what is wanted as it is', () => {
  expect(engineSettings({ workers: 1, threads: undefined }, 8)).toEqual({ workers: 1, threads: 4 });
  expect(engineSettings({ workers: undefined, threads: 7 }, 2)).toEqual({ workers: 2, threads: 7 });
});

it('chooses for the machine it runs on', () => {
  const { workers, threads } = engineSettings();
  expect(workers).toBeGreaterThanOrEqual(2);
  expect(threads).toBeGreaterThanOrEqual(1);
});
