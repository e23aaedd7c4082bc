import { describe, expect, it } from 'vitest';
import { matte, rgbaImage } from '../raster/planes.ts';
import { coverage, cutOut } from './cut-out.ts';

describe('cutOut', () => {
  it('multiplies alpha, keeps visible colours and erases what was removed, in place', () => {
    const pixels = Uint8ClampedArray.of(
      ...[10, 20, 30, 255, 10, 20, 30, 255, 10, 20, 30, 128, 1, 2, 3, 255, 9, 9, 9, 0],
    );
    const image = rgbaImage(5, 1, pixels);
    const out = cutOut(image, matte(5, 1, Uint8Array.of(255, 100, 128, 0, 255)));
    expect(out.data).toBe(pixels);
    expect([...out.data]).toEqual([
      ...[10, 20, 30, 255, 10, 20, 30, 100, 10, 20, 30, 64, 0, 0, 0, 0, 0, 0, 0, 0],
    ]);
  });

  it('refuses a matte of another size', () => {
    const image = rgbaImage(1, 1, new Uint8ClampedArray(4));
    expect(() => cutOut(image, matte(2, 1, new Uint8Array(2)))).toThrow('differ in size');
  });

  it('coverage is the mean alpha', () => {
    expect(coverage(matte(4, 1, Uint8Array.of(255, 0, 0, 255)))).toBe(0.5);
  });
});
