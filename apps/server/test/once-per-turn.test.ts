import { expect, it } from 'vitest';
import { oncePerTurn } from '../src/platform/once-per-turn.ts';

it('reads once for all who ask in the same turn, after the last of them has', async () => {
  let value = 1;
  const read: string[] = [];
  const ask = oncePerTurn(async (key: string) => {
    read.push(key);
    return value;
  });
  const early = [ask('a'), ask('b'), ask('a')];
  value = 2;
  expect(await Promise.all([...early, ask('a')])).toEqual([2, 2, 2, 2]);
  expect(read).toEqual(['a', 'b']);
});

it('reads anew for who asks while a reading is under way', async () => {
  let value = 1;
  let go = () => {};
  const ask = oncePerTurn(async (_: string) => {
    const seen = value;
    if (seen === 1) await new Promise<void>(resolve => (go = resolve));
    return seen;
  });
  const first = ask('a');
  await new Promise(resolve => setTimeout(resolve, 5));
  value = 2;
  expect(await ask('a')).toBe(2);
  go();
  expect(await first).toBe(1);
});

it('fails for all who share it, and not for the next', async () => {
  let broken = true;
  const ask = oncePerTurn(async (_: string) => {
    if (broken) throw new Error('no');
    return 'yes';
  });
  const both = await Promise.allSettled([ask('a'), ask('a')]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  broken = false;
  expect(await ask('a')).toBe('yes');
});
