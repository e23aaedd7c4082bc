import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Histogram } from './histogram.ts';

function counted(...values: number[]): Histogram {
  const histogram = new Histogram();
  histogram.add(Float32Array.from(values));
  return histogram;
}

describe('Histogram', () => {
  it('leaves zeros out', () => {
    expect(counted(0, -0, 1, 0, 2).total).toBe(2);
  });

  it('takes the whole range, rounded outwards by at most 1/256, when nothing may be left out', () => {
    expect(counted(1, 3, 5).range(0)).toEqual([0, 5 + 1 / 64]);
    expect(counted(-5, 1).range(0)).toEqual([-5 - 1 / 64, 1 + 1 / 256]);
    expect(counted(1.999).range(0)).toEqual([0, 2]);
  });

  it('leaves out the given share of the values at either end, and no more', () => {
    const values = Array.from({ length: 1000 }, (_, i) => (i < 3 ? 100 : 1));
    expect(counted(...values).range(0.003)).toEqual([0, 1 + 1 / 256]);
    expect(counted(...values).range(0.0029)).toEqual([0, 100 + 1 / 4]);
    expect(counted(...values.map(v => -v)).range(0.003)).toEqual([-1 - 1 / 256, 0]);
  });

  it('counts the same in any order and in any portions', () => {
    const values = fc.array(fc.float({ noNaN: true, min: -1000, max: 1000 }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.nat(), (all, cut) => {
        const once = counted(...all);
        const split = new Histogram();
        split.add(Float32Array.from(all.slice(cut % all.length).reverse()));
        split.add(Float32Array.from(all.slice(0, cut % all.length)));
        expect(split.total).toBe(once.total);
        for (const share of [0, 0.1]) expect(split.range(share)).toEqual(once.range(share));
      }),
    );
  });

  it('holds every value of ordinary size', () => {
    const values = fc.array(fc.float({ noNaN: true, min: -65536, max: 65536 }), { minLength: 1 });
    fc.assert(
      fc.property(values, all => {
        const [low, high] = counted(...all).range(0);
        expect(low).toBeLessThanOrEqual(Math.min(0, ...all));
        expect(high).toBeGreaterThanOrEqual(Math.max(0, ...all));
      }),
    );
  });

  it('puts what is very small or very large into the outermost bins', () => {
    expect(counted(1e-30).range(0)).toEqual([0, 2 ** -20 * (1 + 1 / 256)]);
    expect(counted(1e30).range(0)).toEqual([0, 2 ** 20]);
  });

  it('reads a window of a larger buffer', () => {
    const histogram = new Histogram();
    histogram.add(Float32Array.of(9, 1, 9).subarray(1, 2));
    expect(histogram.range(0)).toEqual([0, 1 + 1 / 256]);
  });
});
