import { describe, expect, it } from 'vitest';
import { createJobProgress } from './job-progress.ts';

const SECONDS = { decode: 1, download: 0, load: 1, infer: 8 };

describe('createJobProgress', () => {
  it('moves with the clock inside a silent stage, never back, never to its end', () => {
    let now = 0;
    const progress = createJobProgress(SECONDS, true, () => now);
    progress.report({ stage: 'load', done: 1 });
    progress.report({ stage: 'infer', done: 0 });
    let last = 0;
    for (now = 0; now < 60; now += 0.5) {
      const { fraction } = progress.tick();
      expect(fraction).toBeGreaterThanOrEqual(last);
      last = fraction;
    }
    expect(last).toBeGreaterThan(0.93);
    expect(last).toBeLessThan(1);
    expect(progress.report({ stage: 'infer', done: 1 }).fraction).toBe(1);
  });

  it('is half way through the stage at half its time, and says what is left', () => {
    let now = 10;
    const progress = createJobProgress(SECONDS, true, () => now);
    progress.report({ stage: 'infer', done: 0 });
    now = 14;
    const tick = progress.tick();
    expect(tick.fraction).toBeCloseTo(0.6);
    expect(tick.secondsLeft).toBeCloseTo(4);
  });

  it('goes on visibly and says so when a first job takes far longer than was guessed', () => {
    let now = 0;
    const progress = createJobProgress({ ...SECONDS, infer: 6 }, false, () => now);
    progress.report({ stage: 'decode', done: 1 });
    progress.report({ stage: 'load', done: 0 });
    now = 1;
    progress.report({ stage: 'infer', done: 0 });
    const at = (seconds: number) => {
      now = 1 + seconds;
      return progress.tick();
    };
    // Six seconds were guessed, it takes thirty: room is left, and each second of it is seen.
    expect(at(6).fraction).toBeLessThan(0.85);
    expect(at(6)).not.toHaveProperty('isLate');
    expect(at(9)).toMatchObject({ isLate: true });
    const seen = Array.from({ length: 24 }, (_, k) => at(9 + k).fraction);
    for (let k = 1; k < seen.length; k++) expect(seen[k]! - seen[k - 1]!).toBeGreaterThan(0.0008);
    expect(seen.at(-1)).toBeLessThan(0.98);
  });

  it('takes a device that is slow to read the network for slow to run it, until it has learned', () => {
    const half = (learned: boolean) => {
      let now = 0;
      const progress = createJobProgress(SECONDS, learned, () => now);
      progress.report({ stage: 'load', done: 0 });
      now = 3;
      progress.report({ stage: 'infer', done: 0 });
      now = 6;
      return progress.tick().fraction;
    };
    expect(half(true)).toBeCloseTo(0.5);
    expect(half(false)).toBeLessThan(0.4);
  });

  it('counts a download by its bytes alone, and guesses no time before it has learned', () => {
    let now = 0;
    const progress = createJobProgress({ ...SECONDS, download: 10 }, false, () => now);
    progress.report({ stage: 'download', done: 0.25, loadedBytes: 25, totalBytes: 100 });
    now = 100;
    expect(progress.tick()).toEqual({ stage: 'download', fraction: 0.175, loadedBytes: 25, totalBytes: 100 });
  });

  it('times the first look of a first job, and says from then on what is left', () => {
    let now = 0;
    const progress = createJobProgress({ ...SECONDS, infer: 6 }, false, () => now, 0.5);
    progress.report({ stage: 'infer', done: 0 });
    now = 3;
    expect(progress.tick()).not.toHaveProperty('secondsLeft');
    // Half of the guessed time is over, and what is guessed may be far too little.
    expect(progress.tick().fraction).toBeLessThan(0.25 + 0.75 * 0.35);
    // A fifth of what may be needed took four seconds; half of it is what most pictures need.
    now = 4;
    expect(progress.report({ stage: 'infer', done: 0.2 }).secondsLeft).toBeCloseTo(10 - 4);
    now = 7;
    expect(progress.tick().secondsLeft).toBeCloseTo(10 - 7);
    // Another look, and it was not enough.
    now = 10;
    expect(progress.report({ stage: 'infer', done: 0.5 }).secondsLeft).toBeCloseTo(20 - 10);
  });

  it('tells what runs the network from when that is known', () => {
    const progress = createJobProgress(SECONDS, true, () => 0);
    expect(progress.report({ stage: 'load', done: 1 })).not.toHaveProperty('provider');
    progress.report({ stage: 'infer', done: 0, provider: 'wasm' });
    expect(progress.report({ stage: 'infer', done: 0.5 }).provider).toBe('wasm');
  });
});
