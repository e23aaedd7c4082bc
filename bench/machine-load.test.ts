import { expect, it } from 'vitest';
import { busyShare, shareBetween } from './machine-load.ts';

it('takes the share of what was used between two readings', () => {
  expect(shareBetween({ busy: 100, idle: 1000 }, { busy: 130, idle: 1090 })).toBe(0.25);
  expect(shareBetween({ busy: 5, idle: 5 }, { busy: 5, idle: 5 })).toBeNaN();
});

it('reads the clocks of this machine', async () => {
  const share = await busyShare(200);
  expect(share).toBeGreaterThanOrEqual(0);
  expect(share).toBeLessThanOrEqual(1);
});
