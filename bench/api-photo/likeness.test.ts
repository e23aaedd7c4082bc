import { describe, expect, it } from 'vitest';
import { foreignPixels, likenessOf } from './likeness.ts';

describe('likenessOf', () => {
  it('cuts at half and counts in levels', () => {
    const { iou, levels } = likenessOf(Uint8Array.of(255, 128, 127, 0), Uint8Array.of(255, 127, 128, 10));
    expect(iou).toBeCloseTo(1 / 3, 6);
    expect(levels).toBeCloseTo(12 / 4, 4);
  });

  it('refuses mattes of different pictures', () => {
    expect(() => likenessOf(new Uint8Array(4), new Uint8Array(5))).toThrow('4 pixels beside one of 5');
  });
});

it('counts opaque pixels that changed, and no others', () => {
  const picture = Uint8Array.of(1, 2, 3, 255, 4, 5, 6, 255, 7, 8, 9, 255, 1, 1, 1, 255);
  const cutout = Uint8Array.of(1, 2, 3, 255, 4, 5, 7, 255, 0, 0, 0, 254, 0, 0, 0, 0);
  expect(foreignPixels(cutout, picture)).toBe(1);
  expect(foreignPixels(picture, picture)).toBe(0);
  expect(() => foreignPixels(cutout, new Uint8Array(4))).toThrow("the picture's size");
});
