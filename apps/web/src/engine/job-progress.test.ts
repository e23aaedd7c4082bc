import { describe, expect, it } from 'vitest';
import { createJobProgress } from './job-progress.ts';

const SECONDS = { decode: 1, download: 0, load: 1, infer: 6, refine: 1, encode: 1 };

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
    expect(last).toBeGreaterThan(0.7);
    expect(last).toBeLessThan(0.8);
    expect(progress.report({ stage: 'infer', done: 1 }).fraction).toBeCloseTo(0.8);
    expect(progress.report({ stage: 'encode', done: 1 }).fraction).toBe(1);
  });

  it('is half way through the stage at half its time, and says what is left', () => {
    let now = 10;
    const progress = createJobProgress(SECONDS, true, () => now);
    progress.report({ stage: 'infer', done: 0 });
    now = 13;
    const tick = progress.tick();
    expect(tick.fraction).toBeCloseTo(0.5);
    expect(tick.secondsLeft).toBeCloseTo(5);
  });

  it('counts a download by its bytes alone, and guesses no time before it has learned', () => {
    let now = 0;
    const progress = createJobProgress({ ...SECONDS, download: 10 }, false, () => now);
    progress.report({ stage: 'download', done: 0.25, loadedBytes: 25, totalBytes: 100 });
    now = 100;
    expect(progress.tick()).toEqual({ stage: 'download', fraction: 0.175, loadedBytes: 25, totalBytes: 100 });
  });

  it('tells what runs the network from when that is known', () => {
    const progress = createJobProgress(SECONDS, true, () => 0);
    expect(progress.report({ stage: 'load', done: 1 })).not.toHaveProperty('provider');
    progress.report({ stage: 'infer', done: 0, provider: 'wasm' });
    expect(progress.report({ stage: 'refine', done: 0 }).provider).toBe('wasm');
  });
});
