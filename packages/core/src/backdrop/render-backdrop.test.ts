import { describe, expect, it } from 'vitest';
import { limitSide } from '../compose/map-picture.ts';
import type { RgbaImage } from '../raster/planes.ts';
import { findBackdrop, listBackdrops } from './library.ts';
import { renderBackdrop, renderScene } from './render-backdrop.ts';
import { BACKDROP_CATEGORIES, type Scene } from './scene.ts';

const BACKDROPS = listBackdrops();

/** FNV-1a of all bytes. */
function digest(data: ArrayLike<number> | string): string {
  let h = 0x811c9dc5;
  const bytes = typeof data === 'string' ? [...data].map(char => char.charCodeAt(0)) : data;
  for (let i = 0; i < bytes.length; i++) h = Math.imul(h ^ bytes[i]!, 0x01000193);
  return (h >>> 0).toString(16);
}

/** The mean difference of all values. */
function difference(a: RgbaImage, b: RgbaImage): number {
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) sum += Math.abs(a.data[i]! - b.data[i]!);
  return sum / a.data.length;
}

const pixel = ({ data, width }: RgbaImage, x: number, y: number) => [
  ...data.slice((y * width + x) * 4, (y * width + x) * 4 + 4),
];

describe('the library', () => {
  it('has at least six backgrounds of each category, every id once', () => {
    for (const category of BACKDROP_CATEGORIES) {
      const entries = BACKDROPS.filter(entry => entry.category === category);
      expect(entries.length).toBeGreaterThanOrEqual(6);
      for (const { id } of entries) expect(id).toMatch(new RegExp(`^${category}-[a-z-]+$`));
    }
    expect(new Set(BACKDROPS.map(({ id }) => id)).size).toBe(BACKDROPS.length);
    expect(new Set(BACKDROPS.map(({ title }) => title)).size).toBe(BACKDROPS.length);
    for (const { tags } of BACKDROPS) for (const tag of tags) expect(tag).toMatch(/^[a-z]+$/);
    expect(findBackdrop('nature-sea')?.title).toBe('Sea');
    expect(findBackdrop('nature-moon')).toBeUndefined();
  });

  it.each(BACKDROPS.map(entry => [entry.id, entry] as const))(
    '%s is the same picture at another size',
    async (_id, entry) => {
      const small = await renderBackdrop(entry, 96, 64);
      const large = await renderBackdrop(entry, 384, 256);
      expect(small.data.every((value, i) => i % 4 !== 3 || value === 255)).toBe(true);
      expect(difference(await limitSide(large, 96), small)).toBeLessThan(4.5);
      // A picture of its own, not a flat one, but where it should be flat.
      const flat = new Set(
        Array.from({ length: 96 * 64 }, (_, i) => pixel(small, i % 96, Math.floor(i / 96)).join()),
      ).size;
      if (entry.category === 'solid') expect(flat).toBe(1);
      else expect(flat).toBeGreaterThan(1);
    },
  );

  it('fills every shape, down to one pixel', async () => {
    for (const { scene } of BACKDROPS) {
      for (const [width, height] of [
        [1, 1],
        [40, 3],
        [3, 40],
      ] as const) {
        const out = await renderScene(scene, width, height);
        expect([out.width, out.height]).toEqual([width, height]);
        expect(out.data.every((value, i) => i % 4 !== 3 || value === 255)).toBe(true);
      }
    }
  });

  it.each([
    ['solid', 'cde47817'],
    ['gradient', 'faaf2d51'],
    ['pattern', 'e32e1b67'],
    ['nature', '9bf5623d'],
    ['abstract', '256ab5a2'],
  ])('%s: has these bytes on every machine', async (category, expected) => {
    const entries = BACKDROPS.filter(entry => entry.category === category);
    const pictures = await Promise.all(entries.map(entry => renderBackdrop(entry, 60, 40)));
    expect(digest(pictures.map(({ data }) => digest(data)).join())).toBe(expected);
  });
});

describe('renderScene', () => {
  it('draws a linear gradient as CSS does', async () => {
    const stops = [
      { at: 0, color: '#000000' },
      { at: 1, color: '#ffffff' },
    ];
    const down = await renderScene({ kind: 'gradient', shape: 'linear', angle: 180, stops }, 1, 5);
    const right = await renderScene({ kind: 'gradient', shape: 'linear', angle: 90, stops }, 5, 1);
    // Middles of five parts: 0.1, 0.3 and so on of 255; rounding goes either way.
    for (const [i, value] of [25.5, 76.5, 127.5, 178.5, 229.5].entries()) {
      expect(Math.abs(down.data[4 * i]! - value)).toBeLessThan(1);
      expect(Math.abs(right.data[4 * i]! - value)).toBeLessThan(1);
    }
    const slant = await renderScene({ kind: 'gradient', shape: 'linear', angle: 45, stops }, 100, 50);
    expect(slant.data[(49 * 100 + 0) * 4]!).toBeLessThan(3);
    expect(slant.data[(0 * 100 + 99) * 4]!).toBeGreaterThan(252);
  });

  it('draws a radial gradient to the farthest corner', async () => {
    const stops = [
      { at: 0, color: '#ff0000' },
      { at: 0.5, color: '#ff0000' },
      { at: 0.5, color: '#0000ff' },
      { at: 1, color: '#0000ff' },
    ];
    const scene: Scene = { kind: 'gradient', shape: 'radial', center: { x: 0, y: 0 }, stops };
    const out = await renderScene(scene, 60, 80);
    // The corner is 100 away, the edge of the colours 50.
    expect(pixel(out, 28, 39)).toEqual([255, 0, 0, 255]);
    expect(pixel(out, 32, 41)).toEqual([0, 0, 255, 255]);
  });

  it('mixes colours by their alpha, so that what is clear has no say', async () => {
    const stops = [
      { at: 0, color: '#ff0000' },
      { at: 1, color: '#00ff0000' },
    ];
    const out = await renderScene({ kind: 'gradient', shape: 'linear', angle: 90, stops }, 8, 1);
    for (let x = 0; x < 8; x++) expect(pixel(out, x, 0).slice(0, 3)).toEqual([255, 0, 0]);
    expect(Math.abs(out.data[3]! - 255 * (1 - 0.5 / 8))).toBeLessThan(1);
  });

  it('draws slow gradients without bands: the mean of a line is between two levels', async () => {
    const stops = [
      { at: 0, color: '#808080' },
      { at: 1, color: '#828282' },
    ];
    const out = await renderScene({ kind: 'gradient', shape: 'linear', angle: 180, stops }, 400, 8);
    for (let y = 0; y < 8; y++) {
      let sum = 0;
      for (let x = 0; x < 400; x++) sum += out.data[(y * 400 + x) * 4]!;
      // Dithering between whole levels: rounding down of a value with a threshold of mean one half.
      expect(Math.abs(sum / 400 - (128 + (2 * (y + 0.5)) / 8))).toBeLessThan(0.06);
    }
  });

  it('covers pixels by their share of a stripe', async () => {
    const scene = { kind: 'pattern', motif: 'stripes', ground: '#000000', ink: '#ffffff' } as const;
    // Two stripes over eight pixels, each one cell of four with the middle half drawn: from pixel 1 to 3.
    const out = await renderScene({ ...scene, count: 2, weight: 0.5 }, 8, 1);
    expect(Array.from({ length: 8 }, (_, x) => out.data[4 * x])).toEqual([0, 255, 255, 0, 0, 255, 255, 0]);
    const thin = await renderScene({ ...scene, count: 2, weight: 0.25 }, 8, 1);
    expect(thin.data[4]).toBeGreaterThanOrEqual(127);
    expect(thin.data[4]).toBeLessThanOrEqual(128);
  });

  it('can be stopped, and refuses sizes and colours that are none', async () => {
    const scene: Scene = { kind: 'solid', color: '#123456' };
    await expect(renderScene(scene, 4, 99, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
    for (const size of [0, -1, 1.5, Number.NaN]) {
      await expect(renderScene(scene, size, 4)).rejects.toMatchObject({ code: 'invalid_argument' });
    }
    await expect(renderScene({ kind: 'solid', color: 'red' }, 1, 1)).rejects.toThrow(
      'A colour is written as',
    );
    const seen: number[] = [];
    await renderScene(scene, 4, 99, { onProgress: done => seen.push(done) });
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
  });
});
