import { describe, expect, it } from 'vitest';
import type { InputRule } from './model-catalog.ts';
import { EDGE_REFINEMENT, planCost, planCutout, QUALITIES, type Quality } from './plan.ts';

const RULE: InputRule = {
  name: 'input',
  mean: [128, 64, 0],
  scale: [1 / 256, 1 / 64, 1],
  multipleOf: 2,
  bestSize: 1024,
  fit: 'stretch',
};
describe('planCutout', () => {
  const input = { ...RULE, multipleOf: 64 };

  it('orders the quality levels by cost', () => {
    const costs = QUALITIES.map(quality => planCost(planCutout(quality, input)));
    for (let i = 1; i < costs.length; i++) expect(costs[i]).toBeGreaterThan(costs[i - 1]!);
  });

  it('runs high at the size the network is best at, and only at sizes it accepts', () => {
    const high = { quality: 'high', inputSize: 1024, passes: ['plain'], edgeRefinement: 50 };
    expect(planCutout('high', input)).toEqual(high);
    for (const bestSize of [64, 200, 320, 1000]) {
      for (const quality of QUALITIES) {
        const { inputSize } = planCutout(quality, { ...input, bestSize });
        expect(inputSize % 64).toBe(0);
        expect(inputSize).toBeGreaterThan(0);
      }
    }
  });

  it('hands the edge refinement on, whatever the level', () => {
    expect(planCutout('low', input, 25).edgeRefinement).toBe(25);
    expect(planCutout('ultra', input).edgeRefinement).toBe(EDGE_REFINEMENT.default);
  });

  it('refuses a refinement out of range', () => {
    for (const refinement of [-1, 100.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      const plan = () => planCutout('high', input, refinement);
      expect(plan).toThrow(`Edge refinement is 0 to 100, not ${refinement}`);
      expect(plan).toThrow(expect.objectContaining({ code: 'invalid_argument' }));
    }
  });

  it('refuses a level it does not know', () => {
    for (const level of ['best', '', 'constructor', '__proto__']) {
      expect(() => planCutout(level as Quality, input)).toThrow(`Unknown quality "${level}"`);
    }
  });
});
