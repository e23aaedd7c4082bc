import { describe, expect, it } from 'vitest';
import { type EstimatedModel, estimateJob, timesName, withDownload } from './job-estimate.ts';
import { CATALOG } from './model-catalog.ts';
import { createStageTimes } from './stage-times.ts';

const models = CATALOG.map(({ id, input }): EstimatedModel => ({ key: id, input }));
const isnet = models.find(({ key }) => key === 'isnet')!;
const known = { models, threads: 2 };
const small = models.find(({ key }) => key === 'u2netp')!;

describe('estimateJob', () => {
  it('guesses before anything ran, more for more work', () => {
    const times = createStageTimes(undefined);
    const seconds = (['low', 'medium', 'high', 'ultra'] as const).map(quality => {
      const guess = estimateJob(isnet, quality, times, known);
      expect(guess.learned).toBe(false);
      expect(guess.stages.download).toBe(0);
      expect(guess.seconds).toBeCloseTo(Object.values(guess.stages).reduce((a, b) => a + b, 0));
      return guess.seconds;
    });
    expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
    expect(estimateJob(small, 'high', times, known).seconds).toBeLessThan(seconds[2]!);
  });

  it('guesses by the processors that may be used', () => {
    const times = createStageTimes(undefined);
    const infer = [1, 2, 4, 8].map(
      threads => estimateJob(isnet, 'ultra', times, { models, threads }).stages.infer,
    );
    expect(infer).toEqual(infer.toSorted((a, b) => b - a));
    // Measured in Chromium: a pass in 5.1 s on one thread, in 3.0 s on two.
    expect(infer[0]! / infer[1]!).toBeCloseTo(5.1 / 3, 1);
  });

  it('guesses for a network that nobody knows by what its input holds', () => {
    const times = createStageTimes(undefined);
    const run = (side: number) => {
      const input = { ...small.input, multipleOf: side, bestSize: side };
      return estimateJob({ key: `own/${side}`, input }, 'high', times, known).stages.infer;
    };
    expect(run(640)).toBeCloseTo(4 * run(320));
    expect(run(1024)).toBeGreaterThan(estimateJob(isnet, 'low', times, known).stages.infer);
  });

  it('never guesses more for a lower level than a higher one took here', () => {
    const times = createStageTimes(undefined);
    const taken = { decode: 0.03, load: 0, infer: 1 };
    for (const model of [isnet, small]) {
      times.learn(timesName(model, 'high'), taken);
      const [low = 0, medium = 0, high = 0] = (['low', 'medium', 'high'] as const).map(
        quality => estimateJob(model, quality, times, known).seconds,
      );
      expect(low).toBeLessThanOrEqual(medium);
      expect(medium).toBeLessThanOrEqual(high + 1e-9);
    }
  });

  it('leaves most of the bar to the work, whatever is fetched before it', () => {
    const times = createStageTimes(undefined);
    for (const model of [isnet, small]) {
      for (const quality of ['low', 'medium', 'high', 'ultra'] as const) {
        for (const threads of [1, 2, 8]) {
          const stages = withDownload(estimateJob(model, quality, times, { models, threads }).stages);
          const whole = Object.values(stages).reduce((a, b) => a + b, 0);
          expect(stages.download / whole).toBeLessThanOrEqual(0.3 + 1e-9);
        }
      }
    }
  });

  it('tells what was learned', () => {
    const times = createStageTimes(undefined);
    times.learn(timesName(isnet, 'high'), { decode: 1, load: 0, infer: 7 });
    expect(estimateJob(isnet, 'high', times, known)).toMatchObject({ seconds: 8, learned: true });
  });

  it('takes a slow device for a slow device: at other levels, with other networks', () => {
    const fresh = createStageTimes(undefined);
    const times = createStageTimes(undefined);
    const usual = estimateJob(isnet, 'high', fresh, known).stages.infer;
    times.learn(timesName(isnet, 'high'), { infer: usual * 3 });
    for (const [model, quality] of [
      [isnet, 'ultra'],
      [small, 'high'],
    ] as const) {
      const before = estimateJob(model, quality, fresh, known);
      const after = estimateJob(model, quality, times, known);
      expect(after.learned).toBe(false);
      expect(after.stages.infer).toBeCloseTo(before.stages.infer * 3);
    }
  });
});
