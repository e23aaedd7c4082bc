import { expect, it } from 'vitest';
import { verdictOf } from '../figure.ts';
import { type Rounds, ratiosOf, throughputFigures } from './throughput-figures.ts';

const rounds: Rounds = {
  // The machine was twice as busy in the second round: both suffer, the ratio does not.
  floorRates: [2, 1, 2],
  apiRates: [1.8, 0.9, 1.6],
  latenciesMs: [...Array.from({ length: 98 }, () => 2), 49, 300],
  lateMs: [0, 1],
};

it('compares within a round', () => {
  expect(ratiosOf(rounds)).toEqual([0.9, 0.9, 0.8]);
  expect(ratiosOf({ ...rounds, floorRates: [] })).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});

it('judges the middle round and the slowest hundredth of the answers', () => {
  const figures = throughputFigures(rounds, 'sleep');
  const judged = figures.filter(({ aim }) => aim);
  expect(judged.map(f => [f.name, f.value, verdictOf(f)])).toEqual([
    ['two clients / floor', 0.9, 'met'],
    ['health meanwhile, p99', 49, 'met'],
  ]);
  expect(figures.find(({ name }) => name.includes('slowest'))?.value).toBe(300);
});
