import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floatMatte } from '../raster/planes.ts';
import { withOpinion } from './coarse-opinion.ts';

const matteOf = (side: number, alpha: (x: number, y: number) => number) =>
  floatMatte(
    side,
    side,
    Float32Array.from({ length: side * side }, (_, i) => alpha(i % side, Math.floor(i / side))),
  );

describe('withOpinion', () => {
  const left = matteOf(64, x => (x < 32 ? 1 : 0));

  it('counts its share in flat parts, and not within two of its pixels of an edge', () => {
    const opinion = matteOf(16, () => 1);
    const { data } = withOpinion(left, opinion, 0.25);
    const row = data.subarray(32 * 64, 33 * 64);
    expect(row[10]).toBe(1);
    expect(row[60]).toBeCloseTo(0.25, 5);
    expect([...row.subarray(32, 36)]).toEqual([0, 0, 0, 0]);
    expect(row[30]).toBe(1);
  });

  it('does not move an edge, wherever a coarse look puts it', () => {
    for (const edge of [7, 8, 9]) {
      const { data } = withOpinion(
        left,
        matteOf(16, x => (x < edge ? 1 : 0)),
        0.25,
      );
      expect(data).toEqual(left.data);
    }
  });

  it('changes nothing where both are the same, and stays between them', () => {
    const alphas = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 64, maxLength: 64 });
    fc.assert(
      fc.property(alphas, alphas, (one, other) => {
        const a = floatMatte(8, 8, Float32Array.from(one));
        const b = floatMatte(8, 8, Float32Array.from(other));
        const { data } = withOpinion(a, b, 0.25);
        for (const [i, v] of data.entries()) {
          expect(v).toBeGreaterThanOrEqual(Math.min(a.data[i]!, b.data[i]!) - 1e-6);
          expect(v).toBeLessThanOrEqual(Math.max(a.data[i]!, b.data[i]!) + 1e-6);
        }
        expect(withOpinion(a, a, 0.25).data.every((v, i) => Math.abs(v - a.data[i]!) < 1e-6)).toBe(true);
      }),
    );
  });
});
