import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RgbaImage, rgbaImage } from '../raster/planes.ts';
import { matchColours } from './colour-match.ts';
import { oklabReader, oklabWriter } from './oklab.ts';

type Pixel = readonly [number, number, number, number];

/** A picture whose pixels are told by their place. */
function picture(width: number, height: number, at: (x: number, y: number) => Pixel): RgbaImage {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) data.set(at(i % width, Math.floor(i / width)), i * 4);
  return rgbaImage(width, height, data);
}

const plain = (...pixel: Pixel) => picture(8, 8, () => pixel);
/** A greyish toy of several shades on a clear ground. */
const toy = (width = 60, height = 40) =>
  picture(width, height, (x, y) => {
    const inside = x > width / 4 && x < (3 * width) / 4;
    const shade = 70 + Math.round((90 * y) / height);
    return inside ? [shade, shade - 10, shade + 5, 255] : [0, 0, 0, 0];
  });
const SUNSET = picture(30, 30, (_, y) => [255, 120 + y, 40 + y, 255]);

/** Mean of L, a and b by alpha, and the deviation of L. */
function colours({ data }: RgbaImage) {
  const reader = oklabReader();
  const lab = new Float64Array(3);
  const all: number[][] = [];
  for (let p = 0; p < data.length; p += 4) {
    if (data[p + 3]! < 255) continue;
    reader.read(data, p, lab);
    all.push([...lab]);
  }
  const mean = [0, 1, 2].map(k => all.reduce((sum, of) => sum + of[k]!, 0) / all.length);
  const spread = Math.sqrt(all.reduce((sum, of) => sum + (of[0]! - mean[0]!) ** 2, 0) / all.length);
  return { mean, spread };
}

const distance = (a: readonly number[], b: readonly number[]) => Math.hypot(...a.map((v, k) => v - b[k]!));

describe('matchColours', () => {
  it('brings the subject nearer to what it lies on, the nearer the stronger, and never past it', async () => {
    const target = colours(SUNSET).mean;
    const far: number[] = [];
    for (const strength of [0, 0.25, 0.5, 1]) {
      far.push(distance(colours(await matchColours(toy(), SUNSET, strength)).mean, target));
    }
    expect(far).toEqual(far.toSorted((a, b) => b - a));
    // Of about 0.32 that lie between them, lightness and colour go 0.13.
    expect(far[0]! - far[3]!).toBeGreaterThan(0.09);
    expect((far[0]! - far[2]!) / (far[0]! - far[3]!)).toBeCloseTo(0.5, 1);
  });

  it('makes a grey toy before a sunset warmer and lighter, as measured', async () => {
    const before = colours(toy()).mean;
    const after = colours(await matchColours(toy(), SUNSET, 1)).mean;
    const [l, a, b] = after.map((value, k) => value - before[k]!) as [number, number, number];
    expect(l).toBeGreaterThan(0.1);
    expect(l).toBeLessThan(0.121);
    expect(b).toBeGreaterThan(0.03);
    expect(Math.hypot(a, b)).toBeLessThan(0.061);
  });

  it('keeps a subject on plain white from fading into it', async () => {
    const { mean, spread } = colours(await matchColours(toy(), plain(255, 255, 255, 255), 1));
    expect(mean[0]!).toBeLessThan(colours(toy()).mean[0]! + 0.121);
    expect(spread / colours(toy()).spread).toBeCloseTo(0.8, 2);
  });

  it('gives a flat subject more contrast before a lively background', async () => {
    const lively = picture(16, 16, x => (x % 2 === 0 ? [20, 20, 20, 255] : [235, 235, 235, 255]));
    const { spread } = colours(await matchColours(toy(), lively, 1));
    expect(spread / colours(toy()).spread).toBeCloseTo(1.25, 2);
  });

  it('changes neither alpha nor what is clear, and treats half-transparent pixels as opaque ones', async () => {
    const alphas = [0, 1, 128, 254, 255];
    const striped = picture(5, 20, (x, y) => [40 + y, 90, 160, alphas[x]!]);
    const before = striped.data.slice();
    const { data } = await matchColours(striped, SUNSET, 0.7);
    for (let p = 0; p < data.length; p += 4) {
      expect(data[p + 3]).toBe(before[p + 3]);
      if (before[p + 3] === 0) expect([...data.slice(p, p + 3)]).toEqual([...before.slice(p, p + 3)]);
      else expect([...data.slice(p, p + 3)]).not.toEqual([...before.slice(p, p + 3)]);
    }
    // The row's colour is one; so is what it becomes.
    for (let y = 0; y < 20; y++) {
      const seen = [1, 2, 3, 4].map(x => [...data.slice((y * 5 + x) * 4, (y * 5 + x) * 4 + 3)]);
      expect(new Set(seen.map(String)).size).toBe(1);
    }
  });

  it('takes the picture’s buffer and leaves the background as it is', async () => {
    const subject = toy();
    const backdrop = SUNSET.data.slice();
    expect(await matchColours(subject, SUNSET, 0.4)).toBe(subject);
    expect(SUNSET.data).toEqual(backdrop);
  });

  it.each([
    ['no strength', toy(), SUNSET, 0],
    ['a clear background', toy(), plain(255, 0, 0, 0), 1],
    ['no subject', plain(9, 9, 9, 0), SUNSET, 1],
  ])('leaves every byte as it is with %s', async (_, subject, backdrop, strength) => {
    const before = subject.data.slice();
    expect((await matchColours(subject, backdrop, strength)).data).toEqual(before);
  });

  it('of a picture onto itself is that picture, but for rounding', async () => {
    const { data } = await matchColours(toy(), toy(), 1);
    const before = toy().data;
    for (let i = 0; i < data.length; i++) expect(Math.abs(data[i]! - before[i]!)).toBeLessThanOrEqual(1);
  });

  it('judges by the same colours at every size', async () => {
    const mean = async (scale: number) => {
      const backdrop = picture(30 * scale, 20 * scale, (x, y) => [
        (x * 8) / scale,
        90,
        (y * 10) / scale,
        255,
      ]);
      return colours(await matchColours(toy(60 * scale, 40 * scale), backdrop, 1)).mean;
    };
    expect(distance(await mean(3), await mean(12))).toBeLessThan(0.003);
  });

  it('refuses strengths that are none, and stops when asked to', async () => {
    for (const strength of [-0.1, 1.01, Number.NaN]) {
      await expect(matchColours(toy(), SUNSET, strength)).rejects.toMatchObject({ code: 'invalid_argument' });
    }
    const job = { signal: AbortSignal.abort() };
    await expect(matchColours(toy(), SUNSET, 1, job)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('Oklab', () => {
  it('is what its author gives for white, black and the primaries', () => {
    const reader = oklabReader();
    const lab = new Float64Array(3);
    const of = (...pixel: readonly number[]) => {
      reader.read(pixel, 0, lab);
      return [...lab];
    };
    const known = [
      [[255, 255, 255], 1, 0, 0],
      [[0, 0, 0], 0, 0, 0],
      [[255, 0, 0], 0.62796, 0.22486, 0.12585],
      [[0, 255, 0], 0.86644, -0.23389, 0.1795],
      [[0, 0, 255], 0.45201, -0.03246, -0.31153],
    ] as const;
    for (const [pixel, ...expected] of known) {
      for (const [k, value] of of(...pixel).entries()) expect(value).toBeCloseTo(expected[k]!, 4);
    }
  });

  it('is read and written without loss', () => {
    const reader = oklabReader();
    const writer = oklabWriter();
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, byte, byte, (...pixel) => {
        const lab = new Float64Array(3);
        const back = new Uint8Array(3);
        reader.read(pixel, 0, lab);
        writer.write(lab, back, 0);
        expect([...back]).toEqual(pixel);
      }),
      { numRuns: 2000 },
    );
  });
});
