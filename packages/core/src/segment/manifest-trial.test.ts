import { describe, expect, it } from 'vitest';
import { judgeTrial, trialInput } from './manifest-trial.ts';
import type { InputRule, OutputRule } from './model-catalog.ts';

const INPUT: InputRule = {
  name: 'input',
  mean: [0, 0, 0],
  scale: [1 / 255, 1 / 255, 1 / 255],
  sizes: 'fixed',
  multipleOf: 4,
  bestSize: 4,
  fit: 'stretch',
};
const UNIT: OutputRule = { name: 'out', values: 'unit' };
const SHARES: OutputRule = { name: 'out', layout: 'nhwc', values: 'shares', classes: ['a', 'b'] };
const square = (values: readonly number[]) =>
  Float32Array.from({ length: 16 }, (_, i) => values[i % values.length]!);

describe('the test picture', () => {
  it('has a subject, and goes through the input rule', () => {
    const { data, dims } = trialInput({ ...INPUT, bestSize: 64, multipleOf: 64 });
    expect(dims).toEqual([1, 3, 64, 64]);
    const red = data.subarray(0, 64 * 64);
    expect([red[0], red[32 * 64 + 32]]).toEqual([0, Math.fround(230 / 255)]);
    expect(red.filter(v => v > 0.9).length / red.length).toBeCloseTo(Math.PI / 16, 2);
    expect(data.every(v => v >= 0 && v <= 1)).toBe(true);
  });
});

describe('judgeTrial', () => {
  it('tells shape, range and coverage', () => {
    const data = square([0, 1, 0.5, 0.5]);
    expect(judgeTrial({ data, dims: [1, 1, 4, 4] }, { input: INPUT, output: UNIT })).toEqual({
      shape: [1, 1, 4, 4],
      least: 0,
      greatest: 1,
      coverage: 0.5,
    });
    const logits = { data: square([-4, 4]), dims: [1, 1, 4, 4] };
    const facts = judgeTrial(logits, { input: INPUT, output: { name: 'out', values: 'sigmoid' } });
    expect([facts.least, facts.greatest, facts.coverage]).toEqual([-4, 4, expect.closeTo(0.5)]);
    const shares = { data: Float32Array.from([...square([3, 1]), ...square([3, 1])]), dims: [1, 4, 4, 2] };
    expect(judgeTrial(shares, { input: INPUT, output: SHARES }).coverage).toBe(0.25);
  });

  it.each<[string, OutputRule, readonly number[], readonly number[], string]>([
    ['answer_shape', UNIT, [1, 1, 2, 8], [0], 'has shape [1, 1, 2, 8], and a matte would have [1, 1, 4, 4]'],
    ['answer_shape', UNIT, [1, 4, 4, 1], [0], 'a matte would have [1, 1, 4, 4]'],
    ['answer_shape', UNIT, [16], [0], 'has shape [16]'],
    ['answer_shape', SHARES, [1, 2, 4, 2], [0], 'a matte would have [1, 4, 4, 2]'],
    ['answer_not_finite', UNIT, [1, 1, 4, 4], [0, Number.NaN], 'holds NaN'],
    ['answer_not_finite', UNIT, [1, 1, 4, 4], [0, Number.POSITIVE_INFINITY], 'holds Infinity'],
    ['answer_range', UNIT, [1, 1, 4, 4], [0, 255], 'values from 0 to 255, which "unit" does not allow'],
    ['answer_range', UNIT, [1, 1, 4, 4], [-0.0625, 1], 'values from -0.0625 to 1'],
  ])('%s', (reason, output, dims, values, message) => {
    expect(() => judgeTrial({ data: square(values), dims }, { input: INPUT, output })).toThrow(
      expect.objectContaining({
        code: 'invalid_model',
        message: expect.stringContaining(message),
        details: expect.objectContaining({ reason }),
      }),
    );
  });

  it('refuses negative likelihoods', () => {
    const data = Float32Array.from([...square([1, -1]), ...square([1, -1])]);
    const judge = () => judgeTrial({ data, dims: [1, 4, 4, 2] }, { input: INPUT, output: SHARES });
    expect(judge).toThrow('values from -1 to 1, which "shares" does not allow');
  });
});
