import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floatMatte } from '../raster/planes.ts';
import { blend, cutMatte, layOver } from './combine-looks.ts';
import { WHOLE } from './region.ts';

const flat = (side: number, alpha: number) =>
  floatMatte(side, side, new Float32Array(side * side).fill(alpha));

describe('blend', () => {
  it('averages what is equally decided by its share', () => {
    const { data } = blend(flat(2, 0), flat(2, 1), 0.25);
    for (const alpha of data) expect(alpha).toBeCloseTo(0.25, 5);
  });

  it('gives way to the one that is decided', () => {
    const [alpha] = blend(flat(1, 0.5), flat(1, 1), 0.5).data;
    expect(alpha).toBeGreaterThan(0.95);
    expect(alpha).toBeLessThan(1);
  });

  it('stays between the two, in the larger one’s size, and leaves them as they were', () => {
    const alphas = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 16, maxLength: 16 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(alphas, alphas, share, (one, other, weight) => {
        const a = floatMatte(4, 4, Float32Array.from(one));
        const b = floatMatte(4, 4, Float32Array.from(other));
        const { data } = blend(a, b, weight);
        for (let i = 0; i < 16; i++) {
          expect(data[i]).toBeGreaterThanOrEqual(Math.min(a.data[i]!, b.data[i]!) - 1e-6);
          expect(data[i]).toBeLessThanOrEqual(Math.max(a.data[i]!, b.data[i]!) + 1e-6);
        }
        expect([...a.data]).toEqual([...Float32Array.from(one)]);
      }),
    );
    expect(blend(flat(2, 1), flat(8, 1), 0.5).width).toBe(8);
  });
});

describe('layOver', () => {
  const region = { left: 0.25, top: 0.5, right: 0.75, bottom: 1 };

  it('changes the region alone, and fades to its sides, but not to those of the picture', () => {
    const laid = layOver(flat(128, 0), flat(64, 1), region, 1, 128);
    const at = (x: number, y: number) => laid.data[y * laid.width + x]!;
    expect(laid.width).toBe(128);
    expect([at(31, 100), at(96, 100), at(64, 63)]).toEqual([0, 0, 0]);
    expect(at(64, 96)).toBe(1);
    expect(at(64, 127)).toBe(1);
    expect(at(32, 100)).toBeGreaterThan(0);
    expect(at(32, 100)).toBeLessThan(0.5);
  });

  it('comes as fine as the closer look, and no finer than asked', () => {
    expect(layOver(flat(64, 0), flat(64, 1), region, 1, 2048).width).toBe(128);
    expect(layOver(flat(64, 0), flat(64, 1), region, 1, 100).width).toBe(100);
    expect(layOver(flat(64, 0), flat(16, 1), region, 1, 2048).width).toBe(64);
  });

  it('is the closer look itself over the whole picture with all the weight', () => {
    const closer = floatMatte(2, 2, Float32Array.of(0, 0.25, 0.5, 1));
    expect([...layOver(flat(2, 0.3), closer, WHOLE, 1, 2).data]).toEqual([0, 0.25, 0.5, 1]);
  });
});

describe('cutMatte', () => {
  it('copies the part that a region covers', () => {
    const alpha = floatMatte(4, 2, Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7));
    const cut = cutMatte(alpha, { left: 0.5, top: 0, right: 1, bottom: 0.5 });
    expect([cut.width, cut.height, ...cut.data]).toEqual([2, 1, 2, 3]);
  });

  it('has at least one pixel, however small the region', () => {
    const cut = cutMatte(flat(4, 1), { left: 0.99, top: 0.99, right: 1, bottom: 1 });
    expect([cut.width, cut.height]).toEqual([1, 1]);
  });
});
