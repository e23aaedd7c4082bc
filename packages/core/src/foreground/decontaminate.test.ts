import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Matte, matte, type RgbaImage, rgbaImage } from '../raster/planes.ts';
import { decontaminate } from './decontaminate.ts';

/** Cheap noise, 0..255. */
const noise = (i: number) => Math.imul(i + 1, 2654435761) >>> 24;

/** A disc with a soft rim, its colour a slow gradient, before a background of slow green waves. */
function scene(width: number, height: number, rim: number) {
  const n = width * height;
  const data = new Uint8ClampedArray(n * 4);
  const truth = new Uint8ClampedArray(n * 4);
  const alpha = new Uint8Array(n);
  const waves = Float32Array.from({ length: width }, (_, x) => 140 + 60 * Math.sin(x / 40));
  for (let y = 0, i = 0; y < height; y++) {
    const blue = 90 + 40 * Math.cos(y / 30);
    for (let x = 0; x < width; x++, i++) {
      const distance = Math.sqrt((x - width / 2) ** 2 + (y - height / 2) ** 2) - Math.min(width, height) / 3;
      const level = Math.round(255 * Math.min(1, Math.max(0, 0.5 - distance / rim)));
      const a = level / 255;
      const p = i * 4;
      alpha[i] = level;
      truth[p] = 180 + (40 * x) / width;
      truth[p + 1] = 60 + (30 * y) / height;
      truth[p + 2] = 50;
      data[p] = a * truth[p]! + (1 - a) * 30;
      data[p + 1] = a * truth[p + 1]! + (1 - a) * waves[x]!;
      data[p + 2] = a * truth[p + 2]! + (1 - a) * blue;
      data[p + 3] = 255;
    }
  }
  return { image: rgbaImage(width, height, data), truth, matte: matte(width, height, alpha) };
}

function errorInBand(data: ArrayLike<number>, truth: ArrayLike<number>, { data: alpha }: Matte): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < alpha.length; i++) {
    if (alpha[i]! < 13 || alpha[i]! > 242) continue;
    for (let k = 0; k < 3; k++) sum += Math.abs(data[i * 4 + k]! - truth[i * 4 + k]!);
    count += 3;
  }
  return sum / count;
}

/** Any picture and any matte, in blocks so that flat parts, hard edges and soft ones all occur. */
function arbitraryPair(most: number) {
  const side = fc.integer({ min: 1, max: most });
  return fc
    .record({ width: side, height: side, seed: fc.nat(), block: fc.constantFrom(1, 5, 40) })
    .map(({ width, height, seed, block }) => {
      const data = Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) =>
        i % 4 === 3 ? 255 : noise(i + seed),
      );
      const levels = [0, 0, 255, 255, 255, 0, 1, 254, 128];
      const alpha = Uint8Array.from({ length: width * height }, (_, i) => {
        const cell = Math.floor((i % width) / block) + 977 * Math.floor(Math.floor(i / width) / block) + seed;
        return levels[noise(cell) % levels.length]!;
      });
      return { image: rgbaImage(width, height, data), matte: matte(width, height, alpha) };
    });
}

const copy = ({ width, height, data }: RgbaImage) => rgbaImage(width, height, data.slice());

describe('decontaminate', () => {
  it.each([
    [4, 0.12],
    [30, 0.12],
    [90, 0.2],
  ])('takes the background out of a rim of %i pixels', async (rim, left) => {
    const { image, truth, matte } = scene(400, 300, rim);
    const before = errorInBand(image.data, truth, matte);
    await decontaminate(image, matte);
    expect(errorInBand(image.data, truth, matte)).toBeLessThan(before * left);
  });

  it('changes colours of half-transparent pixels only, and no alpha', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPair(150), async ({ image, matte }) => {
        const before = image.data.slice();
        await decontaminate(image, matte);
        const touched = image.data.findIndex((value, p) => {
          const alpha = matte.data[p >> 2]!;
          return value !== before[p] && ((p & 3) === 3 || alpha === 0 || alpha === 255);
        });
        expect(touched).toBe(-1);
      }),
      { numRuns: 40 },
    );
  });

  it('gives the same bytes whatever the tiles', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPair(400), async ({ image, matte }) => {
        const outcomes: Uint8Array[] = [];
        for (const tileSide of [16, 64, 256, 1024]) {
          const own = copy(image);
          await decontaminate(own, matte, { tileSide });
          outcomes.push(Uint8Array.from(own.data));
        }
        for (const other of outcomes.slice(1)) expect(Buffer.compare(other, outcomes[0]!)).toBe(0);
      }),
      { numRuns: 12 },
    );
  });

  it('does so on large pictures too, whose cells are larger', async () => {
    const { image, truth, matte } = scene(2500, 2400, 24);
    const [one, other] = [copy(image), copy(image)];
    await decontaminate(one, matte);
    await decontaminate(other, matte, { tileSide: 1024 });
    expect(Buffer.compare(Uint8Array.from(one.data), Uint8Array.from(other.data))).toBe(0);
    const before = errorInBand(image.data, truth, matte);
    expect(errorInBand(one.data, truth, matte)).toBeLessThan(before * 0.12);
  });

  it('goes as far as its strength', async () => {
    const { image, matte } = scene(120, 90, 20);
    const [none, half, full] = [copy(image), copy(image), copy(image)];
    await decontaminate(none, matte, { strength: 0 });
    await decontaminate(half, matte, { strength: 0.5 });
    await decontaminate(full, matte);
    expect(none.data).toEqual(image.data);
    expect(full.data).not.toEqual(image.data);
    const off = half.data.map((v, p) => Math.abs(2 * v - image.data[p]! - full.data[p]!));
    expect(Math.max(...off)).toBeLessThanOrEqual(2);
  });

  it('has no colour to fetch where the whole picture is half transparent', async () => {
    const { image } = scene(64, 64, 10);
    const before = image.data.slice();
    await decontaminate(image, matte(64, 64, new Uint8Array(64 * 64).fill(128)));
    // Nothing tells the two colours apart: each is taken for the picture's.
    expect(Math.max(...image.data.map((v, p) => Math.abs(v - before[p]!)))).toBeLessThan(40);
  });

  it.each([
    [1, 1],
    [1, 5000],
    [20_000, 3],
    [3, 2],
  ])('works on %i x %i pixels', async (width, height) => {
    const n = width * height;
    const image = rgbaImage(
      width,
      height,
      Uint8Array.from({ length: n * 4 }, (_, i) => (i % 4 === 3 ? 255 : noise(i))),
    );
    const alpha = matte(
      width,
      height,
      Uint8Array.from({ length: n }, (_, i) => (i * 37) % 256),
    );
    const before = image.data.slice();
    await decontaminate(image, alpha);
    const touched = before.findIndex((v, p) => alpha.data[p >> 2]! % 255 === 0 && image.data[p] !== v);
    expect(touched).toBe(-1);
  });

  it('takes no colour from where the picture has none', async () => {
    // The left half of the subject is already cut away; whatever stands under it must not come back.
    const width = 60;
    const data = new Uint8Array(width * 40 * 4);
    const alpha = new Uint8Array(width * 40);
    for (let i = 0; i < alpha.length; i++) {
      const x = i % width;
      alpha[i] = x < 30 ? 255 : x < 36 ? 140 : 0;
      data.set(
        x < 26
          ? [0, 255, 0, 0]
          : x < 30
            ? [200, 40, 40, 255]
            : x < 36
              ? [120, 40, 120, 255]
              : [20, 40, 220, 255],
        i * 4,
      );
    }
    const image = rgbaImage(width, 40, data);
    await decontaminate(image, matte(width, 40, alpha));
    for (let i = 0; i < alpha.length; i++) {
      if (alpha[i] !== 140) continue;
      expect(Math.abs(image.data[i * 4 + 1]! - 40)).toBeLessThanOrEqual(2);
      expect(image.data[i * 4]).toBeGreaterThan(140);
    }
  });

  it('reports its progress, and stops when asked to', async () => {
    const { image, matte } = scene(300, 700, 8);
    const seen: number[] = [];
    await decontaminate(copy(image), matte, { tileSide: 64, onProgress: done => seen.push(done) });
    expect(seen.length).toBeGreaterThan(10);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
    const cancel = new AbortController();
    let steps = 0;
    const job = decontaminate(copy(image), matte, {
      tileSide: 64,
      signal: cancel.signal,
      checkpoint: async () => {
        if (++steps === 3) cancel.abort();
      },
    });
    await expect(job).rejects.toMatchObject({ code: 'cancelled' });
    expect(steps).toBe(3);
  });

  it('refuses what does not fit', async () => {
    const { image } = scene(4, 4, 1);
    const other = matte(5, 4, new Uint8Array(20));
    await expect(decontaminate(image, other)).rejects.toThrow('differ in size');
    const fitting = matte(4, 4, new Uint8Array(16));
    for (const strength of [-0.1, 1.1, Number.NaN]) {
      await expect(decontaminate(image, fitting, { strength })).rejects.toThrow('is 0 to 1');
    }
  });
});
