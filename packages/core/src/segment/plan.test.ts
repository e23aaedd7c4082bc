import { describe, expect, it } from 'vitest';
import { edgeStrength } from '../matte/edge-strength.ts';
import type { InputRule } from './model-catalog.ts';
import { EDGE_REFINEMENT, planCutout, QUALITIES, type Quality } from './plan.ts';
import { planEstimate } from './plan-estimate.ts';

const RULE: InputRule = {
  name: 'input',
  mean: [128, 64, 0],
  scale: [1 / 256, 1 / 64, 1],
  multipleOf: 64,
  bestSize: 1024,
  fit: 'stretch',
};

describe('planCutout', () => {
  it('begins high at half of the size the network is best at, and goes no further than it', () => {
    expect(planCutout('high', RULE)).toEqual({
      quality: 'high',
      approach: 'evidence',
      firstSize: 512,
      closerSize: 576,
      fullSize: 960,
      inputSize: 960,
      sure: 0.1,
      closer: true,
      edgeRefinement: 50,
    });
  });

  it('takes only sizes that the network accepts', () => {
    for (const bestSize of [64, 200, 320, 1000]) {
      for (const quality of QUALITIES) {
        const { firstSize, closerSize, fullSize, inputSize } = planCutout(quality, { ...RULE, bestSize });
        expect([firstSize, closerSize, fullSize, inputSize].map(size => size % 64)).toEqual([0, 0, 0, 0]);
        expect(firstSize).toBeGreaterThan(0);
        expect(fullSize).toBeGreaterThanOrEqual(firstSize);
        expect(inputSize).toBeGreaterThanOrEqual(fullSize);
      }
    }
  });

  it('leaves a network of one size at that size', () => {
    const fixed = { ...RULE, multipleOf: 1, bestSize: 513, sizes: 'fixed' } as const;
    for (const quality of QUALITIES) {
      const plan = planCutout(quality, fixed);
      expect([plan.firstSize, plan.fullSize, plan.inputSize]).toEqual([513, 513, 513]);
      expect(plan.approach).toBe(quality === 'ultra' ? 'thorough' : 'evidence');
    }
  });

  it('hands the edge refinement on, but keeps the solver out of low', () => {
    for (const quality of ['medium', 'high', 'ultra'] as const) {
      expect(planCutout(quality, RULE, 25).edgeRefinement).toBe(25);
      expect(planCutout(quality, RULE).edgeRefinement).toBe(EDGE_REFINEMENT.default);
    }
    expect(planCutout('low', RULE, 0).edgeRefinement).toBe(0);
    expect(edgeStrength(planCutout('low', RULE, 1).edgeRefinement).method).toBe('guided');
    expect(edgeStrength(planCutout('low', RULE, 100).edgeRefinement).method).toBe('guided');
  });

  it('refuses a refinement out of range', () => {
    for (const refinement of [-1, 100.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      const plan = () => planCutout('high', RULE, refinement);
      expect(plan).toThrow(`Edge refinement is 0 to 100, not ${refinement}`);
      expect(plan).toThrow(expect.objectContaining({ code: 'invalid_argument' }));
    }
  });

  it('refuses a level it does not know', () => {
    for (const level of ['best', '', 'constructor', '__proto__']) {
      expect(() => planCutout(level as Quality, RULE)).toThrow(`Unknown quality "${level}"`);
    }
  });
});

describe('planEstimate', () => {
  const estimates = (input: InputRule) =>
    QUALITIES.map(quality => planEstimate(planCutout(quality, input), input));

  it('grows with the level, and no mean is over its worst', () => {
    const all = estimates(RULE);
    for (const [i, { expected, worst }] of all.entries()) {
      expect(expected).toBeLessThanOrEqual(worst);
      if (i > 0) expect(expected).toBeGreaterThan(all[i - 1]!.expected);
    }
  });

  it('keeps high under three quarters of a full pass', () => {
    expect(planEstimate(planCutout('high', RULE), RULE).expected).toBeLessThanOrEqual(0.75);
  });

  it('counts one pass for a network of one size, two for ultra', () => {
    const fixed = estimates({ ...RULE, multipleOf: 320, bestSize: 320, sizes: 'fixed' });
    expect(fixed.map(({ worst }) => worst)).toEqual([1, 1, 1, 2]);
    expect(fixed.map(({ expected }) => expected)).toEqual([1, 1, 1, 2]);
  });
});
