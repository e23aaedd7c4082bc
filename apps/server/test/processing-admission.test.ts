import { describe, expect, it } from 'vitest';
import type { ApiError } from '../src/platform/api-error.ts';
import { Admission } from '../src/processing/admission.ts';
import { Pace } from '../src/processing/pace.ts';

/** Work that ends when it is told to. */
function task() {
  let finish = () => {};
  let fail = (_: Error) => {};
  const done = new Promise<void>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  return { work: () => done, done, finish, fail };
}

const refusalOf = (work: Promise<unknown>) => work.then(undefined, error => error as ApiError);

describe('the house', () => {
  it('takes as many requests as there are places, and another one when one has left', async () => {
    const house = new Admission(2, { secondsPerPicture: 1 });
    const [first, second] = [task(), task()];
    const both = [house.admit(first.work), house.admit(second.work)];
    expect(house.inside).toBe(2);
    let ran = false;
    const refusal = await refusalOf(
      house.admit(async () => {
        ran = true;
      }),
    );
    expect(refusal).toMatchObject({ status: 503, code: 'busy', headers: { 'Retry-After': '1' } });
    expect([ran, house.inside]).toEqual([false, 2]);
    first.finish();
    await both[0];
    expect(house.inside).toBe(1);
    expect(await house.admit(async () => 'in')).toBe('in');
    second.finish();
    await both[1];
  });

  it('frees the place of work that fails', async () => {
    const house = new Admission(1, { secondsPerPicture: 1 });
    const first = task();
    const admitted = house.admit(first.work);
    first.fail(new Error('broken'));
    await expect(admitted).rejects.toThrow('broken');
    expect(house.inside).toBe(0);
  });

  it.each([
    [64, 0.45, '15'],
    [64, 30, '60'],
    [3, 0.1, '1'],
    [3, 2, '3'],
  ])('with %i inside at %d s each asks to come back in %s s', async (inside, secondsPerPicture, seconds) => {
    const house = new Admission(inside, { secondsPerPicture });
    const tasks = Array.from({ length: inside }, task);
    const admitted = tasks.map(({ work }) => house.admit(work));
    const refusal = await refusalOf(house.admit(async () => undefined));
    expect(refusal).toMatchObject({ headers: { 'Retry-After': seconds } });
    for (const { finish } of tasks) finish();
    await Promise.all(admitted);
  });
});

describe('the pace', () => {
  let time = 0;
  const now = () => time;

  it('is a guess before the first picture', () => {
    expect(new Pace(now).secondsPerPicture).toBe(1);
  });

  it('is the time from one picture to the next while there is work, however many are under way', async () => {
    const pace = new Pace(now);
    const tasks = Array.from({ length: 3 }, task);
    const followed = tasks.map(({ done }) => pace.follow(done));
    for (const [index, { finish }] of tasks.entries()) {
      time += 500;
      finish();
      await followed[index];
      expect(pace.secondsPerPicture).toBeCloseTo(0.5);
    }
  });

  it('does not count the time without work', async () => {
    const pace = new Pace(now);
    for (let picture = 0; picture < 3; picture++) {
      const { done, finish } = task();
      const followed = pace.follow(done);
      time += 250;
      finish();
      await followed;
      time += 100_000;
    }
    expect(pace.secondsPerPicture).toBeCloseTo(0.25);
  });

  it('follows what it sees, the newest most', async () => {
    const pace = new Pace(now);
    const seen: number[] = [];
    for (const milliseconds of [1000, 2000, 2000, 2000]) {
      const { done, finish } = task();
      const followed = pace.follow(done);
      time += milliseconds;
      finish();
      await followed;
      seen.push(pace.secondsPerPicture);
    }
    expect(seen[0]).toBe(1);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen[3]).toBeGreaterThan(1.4);
    expect(seen[3]).toBeLessThan(2);
  });

  it('learns nothing from pictures that fail', async () => {
    const pace = new Pace(now);
    const { done, fail } = task();
    const followed = pace.follow(done);
    time += 9000;
    fail(new Error('damaged'));
    await expect(followed).rejects.toThrow('damaged');
    expect(pace.secondsPerPicture).toBe(1);
  });
});
