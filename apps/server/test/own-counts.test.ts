import { expect, it } from 'vitest';
import { OwnCounts } from '../src/backgrounds/own-counts.ts';

function counting() {
  const clock = { time: 1e12, now: () => new Date(clock.time) };
  const state = { count: 3, asked: 0, answer: Promise.resolve() };
  const backgrounds = {
    async count() {
      state.asked++;
      const { count } = state;
      await state.answer;
      return count;
    },
  };
  return { clock, state, counts: new OwnCounts({ backgrounds, clock }) };
}

it('a number is asked for once a second, and when it has changed', async () => {
  const { clock, state, counts } = counting();
  expect([await counts.of('ada'), await counts.of('ada'), state.asked]).toEqual([3, 3, 1]);
  state.count = 4;
  clock.time += 999;
  expect([await counts.of('ada'), state.asked]).toEqual([3, 1]);
  clock.time += 1;
  expect([await counts.of('ada'), state.asked]).toEqual([4, 2]);
  state.count = 5;
  counts.changed('ada');
  expect([await counts.of('ada'), state.asked]).toEqual([5, 3]);
  clock.time -= 60_000;
  state.count = 6;
  expect(await counts.of('ada')).toBe(6);
});

it('a number that changes while it is counted is not kept', async () => {
  const { state, counts } = counting();
  let settle = () => {};
  state.answer = new Promise(resolve => {
    settle = resolve;
  });
  const counted = counts.of('ada');
  state.count = 4;
  counts.changed('ada');
  settle();
  expect([await counted, await counts.of('ada')]).toEqual([3, 4]);
});

it('of many users few are remembered', async () => {
  const { state, counts } = counting();
  for (let i = 0; i < 1001; i++) await counts.of(`user-${i}`);
  await counts.of('user-0');
  expect(state.asked).toBe(1002);
  await counts.of('user-1000');
  expect(state.asked).toBe(1002);
});
