import { describe, expect, it } from 'vitest';
import { halve } from './halve.ts';
import { pictureLevels } from './picture-levels.ts';
import { type RgbaImage, rgbaImage } from './planes.ts';
import { resampleToPlanes } from './resample.ts';

/** Slopes of red and green with waves of blue, see-through where `alphaOf` says. */
function scene(width: number, height: number, alphaOf = (_x: number) => 255): RgbaImage {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const blue = 128 + 100 * Math.sin((6 * x) / width) * Math.sin((5 * y) / height);
      data.set([(255 * x) / width, (255 * y) / height, blue, alphaOf(x)], (y * width + x) * 4);
    }
  }
  return rgbaImage(width, height, data);
}

describe('halve', () => {
  it('is the rounded mean of four pixels, opaque', () => {
    const data = Uint8Array.of(0, 1, 255, 255, 1, 1, 255, 255, 1, 0, 255, 255, 0, 0, 254, 255);
    expect([...halve(rgbaImage(2, 2, data)).data]).toEqual([1, 1, 255, 255]);
  });

  it('lays see-through pixels over grey, each by its share', () => {
    const data = Uint8Array.of(255, 0, 9, 0, 255, 0, 9, 0, 228, 28, 128, 255, 228, 28, 128, 255);
    expect([...halve(rgbaImage(2, 2, data)).data]).toEqual([178, 78, 128, 255]);
  });

  it('reads a picture that does not begin at a word, and one of odd sides', () => {
    const bytes = Array.from({ length: 15 }, (_, i) => [i, 100, 200 - i, 255]).flat();
    const image = rgbaImage(3, 5, Uint8Array.of(9, ...bytes).subarray(1));
    const { width, height, data } = halve(image);
    expect([width, height]).toEqual([2, 3]);
    const means = [2, 3.5, 8, 9.5, 12.5, 14];
    expect([...data]).toEqual(means.flatMap(mean => [Math.round(mean), 100, Math.round(200 - mean), 255]));
  });
});

describe('pictureLevels', () => {
  const widest = (a: ArrayLike<number>, b: ArrayLike<number>) => {
    let most = 0;
    for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!));
    return most;
  };

  it.each([
    [64, 48],
    [640, 480],
    [641, 487],
    [3, 900],
  ])('is what resampling gives, whatever the size: %i x %i', (width, height) => {
    const image = scene(width, height, x => 255 - (50 * x) / width);
    const levels = pictureLevels(image);
    for (const side of [16, 64, 200]) {
      const expected = resampleToPlanes(image, side, side);
      expect(widest(levels.planes(side, side).data, expected.data)).toBeLessThan(3);
    }
  });

  it('shows a box where it is', () => {
    const image = scene(1601, 1283);
    const box = { left: 401, top: 640, width: 777, height: 643 };
    const seen = pictureLevels(image).planes(32, 32, box).data;
    expect(widest(seen, resampleToPlanes(image, 32, 32, box).data)).toBeLessThan(3);
  });

  it('is the picture itself where it is hardly finer than what is wanted', () => {
    const image = scene(100, 80);
    expect(pictureLevels(image).planes(40, 30)).toEqual(resampleToPlanes(image, 40, 30));
  });
});
