import { describe, expect, it } from 'vitest';
import { figuresTable, verdictOf } from './figure.ts';

describe('verdictOf', () => {
  it('includes the bound itself, on either side', () => {
    expect(verdictOf({ name: 'a', value: 6, aim: { atLeast: 6 } })).toBe('met');
    expect(verdictOf({ name: 'a', value: 5.999, aim: { atLeast: 6 } })).toBe('missed');
    expect(verdictOf({ name: 'a', value: 50, aim: { atMost: 50 } })).toBe('met');
    expect(verdictOf({ name: 'a', value: 50.001, aim: { atMost: 50 } })).toBe('missed');
  });

  it('never takes a missing measurement for a good one', () => {
    expect(verdictOf({ name: 'a', value: Number.NaN, aim: { atMost: 50 } })).toBe('not measured');
    expect(verdictOf({ name: 'a', value: Number.NaN, aim: { atLeast: 50 } })).toBe('not measured');
  });

  it('has no opinion without an aim', () => {
    expect(verdictOf({ name: 'a', value: 1 })).toBeUndefined();
  });
});

it('prints value, aim and verdict', () => {
  const table = figuresTable([
    { name: 'health, p99', value: 12.34, unit: ' ms', digits: 1, aim: { atMost: 50 } },
    { name: 'throughput / floor', value: 0.8499, digits: 2, aim: { atLeast: 0.85 } },
    { name: 'floor', value: 2.345, unit: '/s', digits: 2 },
    { name: 'resident', value: Number.NaN, unit: ' MB', aim: { atMost: 1.15 } },
  ]);
  expect(table.split('\n')).toEqual([
    '| what | measured | aim | verdict |',
    '| --- | --: | --: | --: |',
    '| health, p99 | 12.3 ms | ≤ 50 ms | met |',
    '| throughput / floor | 0.85 | ≥ 0.85 | missed |',
    '| floor | 2.35/s |  |  |',
    '| resident | – | ≤ 1.15 MB | not measured |',
  ]);
});
