import { describe, expect, it } from 'vitest';
import { type Case, chance, fitLogistic } from './logistic.ts';

describe('fitLogistic', () => {
  it('finds the shares of two groups', () => {
    const group = (x: number, good: number, bad: number): Case[] => [
      ...Array.from({ length: good }, () => ({ features: [x], good: true })),
      ...Array.from({ length: bad }, () => ({ features: [x], good: false })),
    ];
    const weights = fitLogistic([...group(0, 30, 70), ...group(10, 80, 20)]);
    expect(chance(weights, [0])).toBeCloseTo(0.3, 2);
    expect(chance(weights, [10])).toBeCloseTo(0.8, 2);
  });

  it('is where the slope of its loss is zero', () => {
    const cases = Array.from({ length: 40 }, (_, i) => ({
      features: [Math.sin(i * 7), Math.cos(i * 3)],
      good: Math.sin(i * 7) + 0.5 * Math.sin(i * 11) > 0.1,
    }));
    const weights = fitLogistic(cases);
    const loss = (w: readonly number[]) =>
      cases.reduce(
        (sum, { features, good }) => {
          const p = chance(w, features);
          return sum - Math.log(good ? p : 1 - p) / cases.length;
        },
        0.001 * (w[1]! ** 2 + w[2]! ** 2),
      );
    for (let j = 0; j < 3; j++) {
      for (const by of [-0.01, 0.01]) {
        expect(loss(weights.map((w, k) => (k === j ? w + by : w)))).toBeGreaterThan(loss(weights));
      }
    }
  });

  it('stays finite where cases can be told apart without a mistake', () => {
    const cases = [0, 1, 2, 3].map(x => ({ features: [x], good: x > 1 }));
    expect(fitLogistic(cases).every(Number.isFinite)).toBe(true);
  });
});
