import { expect, it } from 'vitest';
import { once } from './load-server.ts';

it('is done once, and again where it failed', async () => {
  let tries = 0;
  const load = once(async () => {
    tries += 1;
    if (tries === 1) throw new TypeError('No connection');
    return tries;
  });
  await expect(load()).rejects.toThrow('No connection');
  expect(await Promise.all([load(), load()])).toEqual([2, 2]);
  expect(await load()).toBe(2);
});
