import { describe, expect, it } from 'vitest';
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

const SOON = { secondsPerPicture: 1 };

/** Why there is no place for a user. */
function refusalOf(house: Admission, userId: string): unknown {
  try {
    house.enter(userId);
  } catch (error) {
    return error;
  }
  throw new Error('There was a place');
}

describe('the house', () => {
  it('takes as many requests as there are places, and another one when one has left', () => {
    const house = new Admission(2, SOON);
    const leave = house.enter('ada');
    house.enter('bob');
    expect(house.inside).toBe(2);
    expect(refusalOf(house, 'cy')).toMatchObject({
      status: 503,
      code: 'busy',
      message: 'Too many pictures are waiting; try again soon',
      headers: { 'Retry-After': '1' },
    });
    expect(house.inside).toBe(2);
    leave();
    leave();
    expect(house.inside).toBe(1);
    house.enter('cy');
    expect(refusalOf(house, 'ada')).toMatchObject({ code: 'busy' });
  });

  it.each([
    [64, 16],
    [7, 1],
    [3, 1],
    [1, 1],
    [10, 2],
  ])('with %i places gives a user no more than %i of them', (limit, share) => {
    const house = new Admission(limit, SOON);
    const places = Array.from({ length: share }, () => house.enter('ada'));
    if (share < limit) {
      expect(refusalOf(house, 'ada')).toMatchObject({
        status: 503,
        code: 'busy',
        message: 'Too many of your pictures are waiting; try again soon',
        headers: { 'Retry-After': expect.stringMatching(/^[1-9]\d*$/) },
      });
      house.enter('bob');
    }
    places[0]?.();
    house.enter('ada');
    expect(() => house.enter('ada')).toThrow();
  });

  it.each([
    [64, 0.45, '15'],
    [64, 30, '60'],
    [3, 0.1, '1'],
    [3, 2, '3'],
  ])('with %i inside at %d s each asks to come back in %s s', (inside, secondsPerPicture, seconds) => {
    const house = new Admission(inside, { secondsPerPicture });
    for (let user = 0; user < inside; user++) house.enter(`user ${user}`);
    expect(refusalOf(house, 'one more')).toMatchObject({ headers: { 'Retry-After': seconds } });
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
