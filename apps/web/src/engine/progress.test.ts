import { EngineError } from '@backgroundfx/core';
import { describe, expect, it } from 'vitest';
import { createJobProgress } from './job-progress.ts';
import { createStageTimes } from './stage-times.ts';
import { packed, unpacked } from './wire.ts';
import { createStageClock } from './worker/stage-clock.ts';

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
});

describe('createStageTimes', () => {
  function memory(initial?: string) {
    let kept = initial ?? null;
    return {
      getItem: () => kept,
      setItem: (_: string, value: string) => {
        kept = value;
      },
    };
  }

  it('learns per quality level, keeps it, and forgets slowly', () => {
    const storage = memory();
    createStageTimes(storage).learn('high', { infer: 4, decode: 0.1 });
    createStageTimes(storage).learn('high', { infer: 2 });
    const times = createStageTimes(storage);
    expect(times.expect('high', false)).toMatchObject({
      learned: true,
      seconds: { infer: 3, decode: 0.1, download: 0 },
    });
    expect(times.expect('low', true).learned).toBe(false);
    expect(times.expect('low', true).seconds.download).toBeGreaterThan(0);
  });

  it('survives whatever stands in the storage', () => {
    for (const kept of ['', 'null', '[]', '{"high":7}', '{"high":{"infer":"soon","decode":-1,"x":3}}', '{']) {
      const { seconds } = createStageTimes(memory(kept)).expect('high', true);
      for (const value of Object.values(seconds)) expect(value).toBeGreaterThanOrEqual(0);
      expect(Object.keys(seconds)).toHaveLength(6);
    }
  });

  it('works where storing is forbidden', () => {
    const times = createStageTimes({
      getItem: () => null,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    });
    times.learn('low', { infer: 1 });
    expect(times.expect('low', false).seconds.infer).toBe(1);
  });
});

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

describe('the wire', () => {
  it('carries values and typed errors', async () => {
    expect(unpacked(await packed(async () => 7))).toBe(7);
    const outcome = await packed(async () => {
      throw new EngineError('image_too_large', 'Too large', { details: { pixels: 9 } });
    });
    expect(structuredClone(outcome)).toEqual(outcome);
    expect(() => unpacked(outcome)).toThrow(
      expect.objectContaining({ name: 'EngineError', code: 'image_too_large', details: { pixels: 9 } }),
    );
  });

  it('names a failed allocation and anything else it does not know', async () => {
    const big = await packed(async () => {
      throw new RangeError('Array buffer allocation failed');
    });
    const odd = await packed(async () => {
      throw 'odd';
    });
    expect(big).toMatchObject({ error: { code: 'out_of_memory' } });
    expect(odd).toMatchObject({ error: { code: 'inference_failed', message: 'odd' } });
  });
});
