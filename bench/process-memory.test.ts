import { expect, it } from 'vitest';
import { memoryOf } from './process-memory.ts';

it.runIf(process.platform === 'linux')('reads what is resident and its peak, in megabytes', () => {
  const { residentMegabytes, peakMegabytes } = memoryOf(process.pid);
  const actual = process.memoryUsage.rss() / 2 ** 20;
  expect(residentMegabytes / actual).toBeGreaterThan(0.7);
  expect(residentMegabytes / actual).toBeLessThan(1.3);
  expect(peakMegabytes).toBeGreaterThanOrEqual(residentMegabytes);
});

it('knows nothing of a process that is not there', () => {
  expect(memoryOf(-1)).toEqual({ residentMegabytes: Number.NaN, peakMegabytes: Number.NaN });
});
