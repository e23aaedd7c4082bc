import { describe, expect, it } from 'vitest';
import { type EstimatedModel, estimateJob, timesName } from './job-estimate.ts';
import { CATALOG } from './model-catalog.ts';
import { createStageTimes } from './stage-times.ts';

const models = CATALOG.map(({ id, input }): EstimatedModel => ({ key: id, input }));
const isnet = models.find(({ key }) => key === 'isnet')!;
const small = models.find(({ key }) => key === 'u2netp')!;

describe('estimateJob', () => {
  it('guesses before anything ran, more for more work', () => {
    const times = createStageTimes(undefined);
    const seconds = (['low', 'medium', 'high', 'ultra'] as const).map(quality => {
      const guess = estimateJob(isnet, quality, times, models);
      expect(guess.learned).toBe(false);
      expect(guess.stages.download).toBe(0);
      expect(guess.seconds).toBeCloseTo(Object.values(guess.stages).reduce((a, b) => a + b, 0));
      return guess.seconds;
    });
    expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
    expect(estimateJob(small, 'high', times, models).seconds).toBeLessThan(seconds[2]!);
  });

  it('tells what was learned', () => {
    const times = createStageTimes(undefined);
    times.learn(timesName(isnet, 'high'), { decode: 1, load: 0, infer: 7, refine: 1, encode: 1 });
    expect(estimateJob(isnet, 'high', times, models)).toMatchObject({ seconds: 10, learned: true });
  });

  it('takes a slow device for a slow device: at other levels, with other networks', () => {
    const fresh = createStageTimes(undefined);
    const times = createStageTimes(undefined);
    const usual = estimateJob(isnet, 'high', fresh, models).stages.infer;
    times.learn(timesName(isnet, 'high'), { infer: usual * 3 });
    for (const [model, quality] of [
      [isnet, 'ultra'],
      [small, 'high'],
    ] as const) {
      const before = estimateJob(model, quality, fresh, models);
      const after = estimateJob(model, quality, times, models);
      expect(after.learned).toBe(false);
      expect(after.stages.infer).toBeCloseTo(before.stages.infer * 3);
    }
  });
});
