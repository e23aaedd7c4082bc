import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matte, type RgbaImage, rgbaImage } from '../raster/planes.ts';
import { blurSurroundings } from './blur-surroundings.ts';
import { blurValues } from './blur-values.ts';
import { castShadow } from './shadow.ts';

/** An opaque block on a clear canvas. */
function block(width: number, height: number, x0: number, y0: number, x1: number, y1: number): RgbaImage {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = y0; y < y1; y++) data.fill(255, (y * width + x0) * 4, (y * width + x1) * 4);
  return rgbaImage(width, height, data);
}

const HARD = { type: 'drop', x: 0, y: 0, blur: 0, opacity: 1 } as const;

/** The mean place and the variance of what a plane holds along x and y. */
function moments(plane: ArrayLike<number>, width: number) {
  let sum = 0;
  const m = { x: 0, y: 0, xx: 0, yy: 0 };
  for (let i = 0; i < plane.length; i++) {
    const x = i % width;
    const y = Math.floor(i / width);
    const v = plane[i]!;
    sum += v;
    m.x += v * x;
    m.y += v * y;
    m.xx += v * x * x;
    m.yy += v * y * y;
  }
  const [x, y] = [m.x / sum, m.y / sum];
  return { sum, x, y, varianceX: m.xx / sum - x * x, varianceY: m.yy / sum - y * y };
}

describe('blurValues', () => {
  it('has the variance of its Gaussian along both axes, stays in place and keeps the sum', () => {
    for (const sigma of [0.4, 1, 2.5, 7.3]) {
      const side = 121;
      const values = new Float32Array(side * side);
      values[60 * side + 60] = 1;
      blurValues(values, side, side, 1, sigma);
      const found = moments(values, side);
      expect(found.sum).toBeCloseTo(1, 4);
      expect([found.x, found.y]).toEqual([expect.closeTo(60, 2), expect.closeTo(60, 2)]);
      expect(found.varianceX / sigma ** 2).toBeCloseTo(1, 2);
      expect(found.varianceY / sigma ** 2).toBeCloseTo(1, 2);
    }
  });

  it('keeps every channel by itself, and what is flat, up to the border', () => {
    const values = Float32Array.from({ length: 7 * 5 * 4 }, (_, i) => [3, 50, 7, 255][i % 4]!);
    blurValues(values, 7, 5, 4, 9);
    for (const [i, v] of values.entries()) expect(v).toBeCloseTo([3, 50, 7, 255][i % 4]!, 3);
  });
});

describe('castShadow', () => {
  it('of a drop is the outline itself, moved, at its opacity', async () => {
    const layer = block(6, 4, 1, 1, 3, 2);
    const out = await castShadow(layer, { ...HARD, x: 2, y: 1, opacity: 0.4 });
    expect([...out.data]).toEqual([
      ...[0, 0, 0, 0, 0, 0],
      ...[0, 0, 0, 0, 0, 0],
      ...[0, 0, 0, 102, 102, 0],
      ...[0, 0, 0, 0, 0, 0],
    ]);
  });

  it('of a drop is as wide as its blur says, at any resolution', async () => {
    for (const blur of [1, 4, 10, 23]) {
      const out = await castShadow(block(300, 300, 140, 145, 160, 155), { ...HARD, x: 12, y: -7, blur });
      const found = moments(out.data, 300);
      // Centre of the block is 149.5, 149.5; its own variance along x is (20^2 - 1) / 12.
      expect(Math.abs(found.x - 161.5)).toBeLessThan(0.3);
      expect(Math.abs(found.y - 142.5)).toBeLessThan(0.3);
      expect(Math.sqrt(found.varianceX - 399 / 12) / blur).toBeGreaterThan(0.85);
      expect(Math.sqrt(found.varianceX - 399 / 12) / blur).toBeLessThan(1.15);
    }
  });

  it('of a contact lies around the lowest line, as far as a share of the height', async () => {
    // 40 to 140 high: 7.5 pixels around the foot at 140, darkest there.
    const out = await castShadow(block(100, 200, 30, 40, 60, 140), { ...HARD, type: 'contact' });
    const rows = Array.from({ length: 200 }, (_, y) => out.data[y * 100 + 45]!);
    expect(rows.flatMap((v, y) => (v > 0 ? [y] : []))).toEqual([...Array(14).keys()].map(i => 133 + i));
    expect(rows[139]).toBe(255);
    expect(rows[140]).toBe(255);
    // Half way out, in the middle of a pixel: 1 - 3.5 / 7.5 against 1 - 0.5 / 7.5, squared.
    expect(rows[143]).toBe(Math.round(255 * (8 / 14) ** 2));
    expect(out.data[140 * 100 + 29]).toBe(0);
    expect(out.data[140 * 100 + 30]).toBe(255);
    const moved = await castShadow(block(100, 200, 30, 40, 60, 140), {
      ...HARD,
      type: 'contact',
      x: -4,
      y: 3,
    });
    expect(moved.data[143 * 100 + 26]).toBe(255);
    expect(moved.data[143 * 100 + 56]).toBe(0);
  });

  it('of a contact is under each foot, weaker under what hovers, nothing under what flies', async () => {
    const layer = block(60, 140, 10, 20, 20, 120);
    const add = (other: RgbaImage) => {
      for (const [i, value] of other.data.entries()) if (value > 0) layer.data[i] = value;
    };
    add(block(60, 140, 30, 20, 35, 105));
    add(block(60, 140, 40, 20, 50, 60));
    const { data } = await castShadow(layer, { ...HARD, type: 'contact' });
    expect(data[120 * 60 + 15]).toBe(255);
    // 15 of the 30 pixels that count: a half, squared.
    expect(data[105 * 60 + 32]).toBe(64);
    for (let y = 0; y < 140; y++) expect(data[y * 60 + 45]).toBe(0);
  });

  it('of a contact is as dark as its opacity says, however soft it is', async () => {
    for (const blur of [0, 2, 9]) {
      const out = await castShadow(block(200, 200, 80, 40, 120, 150), {
        ...HARD,
        type: 'contact',
        blur,
        opacity: 0.5,
      });
      expect(Math.abs(Math.max(...out.data) - 127.5)).toBeLessThan(3);
    }
  });

  it('of nothing is nothing', async () => {
    for (const type of ['drop', 'contact'] as const) {
      const out = await castShadow(block(5, 5, 0, 0, 0, 0), { ...HARD, type, blur: 3 });
      expect(out.data.every(value => value === 0)).toBe(true);
    }
  });

  it('never gets darker than its opacity', async () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(share, fc.double({ min: 0, max: 30, noNaN: true }), async (opacity, blur) => {
        const out = await castShadow(block(40, 40, 0, 10, 40, 40), { ...HARD, blur, opacity });
        expect(Math.max(...out.data)).toBeLessThanOrEqual(Math.round(opacity * 255) + 1);
      }),
      { numRuns: 40 },
    );
  });

  it('refuses what is no shadow', async () => {
    const layer = block(2, 2, 0, 0, 1, 1);
    for (const wrong of [{ blur: -1 }, { opacity: 1.1 }, { x: Number.NaN }, { type: 'inner' as 'drop' }]) {
      await expect(castShadow(layer, { ...HARD, ...wrong })).rejects.toMatchObject({
        code: 'invalid_argument',
      });
    }
  });
});

describe('blurSurroundings', () => {
  /** Blue all around a red square in the middle; the matte knows it. */
  function scene(side: number) {
    const data = new Uint8ClampedArray(side * side * 4);
    const alpha = new Uint8Array(side * side);
    for (let i = 0; i < side * side; i++) {
      const inside =
        Math.max(Math.abs((i % side) - side / 2), Math.abs(Math.floor(i / side) - side / 2)) < side / 6;
      data.set(inside ? [255, 0, 0, 255] : [0, 0, 255, 255], i * 4);
      alpha[i] = inside ? 255 : 0;
    }
    return { image: rgbaImage(side, side, data), matte: matte(side, side, alpha) };
  }

  it('shows nothing of the subject around it', async () => {
    const { image, matte } = scene(120);
    const out = await blurSurroundings(image, matte, 0.05);
    expect(out.width).toBeLessThan(120);
    for (let i = 0; i < out.width * out.height; i++) {
      const [x, y] = [((i % out.width) + 0.5) / out.width, (Math.floor(i / out.width) + 0.5) / out.height];
      expect(out.data[i * 4 + 3]).toBe(255);
      if (Math.max(Math.abs(x - 0.5), Math.abs(y - 0.5)) < 0.18) continue;
      expect(out.data[i * 4]).toBeLessThanOrEqual(12);
    }
  });

  it('shows nothing of the subject where it was, however large it is and small the blur', async () => {
    for (const [side, blur] of [
      [120, 0.002],
      [200, 0.02],
      [61, 0.05],
    ] as const) {
      const { image, matte } = scene(side);
      const { data } = await blurSurroundings(image, matte, blur);
      for (let i = 0; i < data.length; i += 4) {
        expect([data[i]! <= 1, data[i + 2]! >= 254, data[i + 3]]).toEqual([true, true, 255]);
      }
    }
  });

  it('goes over from one side of the subject to the other', async () => {
    const { image, matte } = scene(120);
    // Green left of the middle, blue right of it; the red square is between them.
    for (let i = 0; i < 120 * 120; i++) {
      if (matte.data[i] === 0 && i % 120 < 60) image.data.set([0, 255, 0], i * 4);
    }
    const { width, data } = await blurSurroundings(image, matte, 0.01);
    const row = Array.from({ length: width }, (_, x) => data[((width >> 1) * width + x) * 4 + 1]!);
    expect(row.every((green, x) => x === 0 || green <= row[x - 1]! + 1)).toBe(true);
    expect([row[0]! >= 254, row.at(-1)! <= 1]).toEqual([true, true]);
  });

  it('keeps what is clear, and has colours where all is subject', async () => {
    const { image, matte } = scene(120);
    for (let i = 0; i < 120 * 60; i++) image.data[i * 4 + 3] = 0;
    const clear = await blurSurroundings(image, matte, 0.01);
    const alphaAt = (share: number) =>
      clear.data[(Math.floor(clear.height * share) * clear.width + 5) * 4 + 3];
    expect([alphaAt(0.2), alphaAt(0.8)]).toEqual([0, 255]);
    const all = scene(60);
    const { data } = await blurSurroundings(
      all.image,
      { ...all.matte, data: new Uint8Array(3600).fill(255) },
      0.05,
    );
    expect(data[3]).toBe(255);
    expect(data[0]! + data[2]!).toBeGreaterThan(200);
  });

  it('borrows the picture', async () => {
    const { image, matte } = scene(30);
    const before = image.data.slice();
    await blurSurroundings(image, matte, 0.02);
    expect(image.data).toEqual(before);
  });

  it('refuses a blur that is none, and two sizes', async () => {
    const { image } = scene(6);
    await expect(blurSurroundings(image, scene(6).matte, 0)).rejects.toThrow('Blur is 0 to 1, not 0');
    await expect(blurSurroundings(image, scene(7).matte, 0.1)).rejects.toThrow('differ in size');
  });
});
