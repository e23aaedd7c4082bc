import { describe, expect, it } from 'vitest';
import { createStageClock } from './stage-clock.ts';

describe('createStageClock', () => {
  it('adds up the time in each stage, visits included', () => {
    let now = 1000;
    const clock = createStageClock<'a' | 'b'>(() => now);
    clock.enter('a');
    now += 500;
    clock.enter('b');
    clock.enter('b');
    now += 250;
    clock.enter('a');
    now += 250;
    expect(clock.stop()).toEqual({ total: 1, stages: { a: 0.75, b: 0.25 } });
  });
});
