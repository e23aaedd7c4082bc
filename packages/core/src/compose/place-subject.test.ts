import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matte, type RgbaImage, rgbaImage } from '../raster/planes.ts';
import { placeSubject } from './place-subject.ts';
import { subjectBox } from './subject-box.ts';
import { turnOf } from './turn.ts';

const grey = (width: number, values: readonly number[]) =>
  rgbaImage(
    width,
    values.length / width,
    Uint8ClampedArray.from(values.flatMap(v => [v, v, v, v === 0 ? 0 : 255])),
  );

const values = ({ data }: RgbaImage) => Array.from({ length: data.length / 4 }, (_, i) => data[i * 4]!);

const STILL = { pivot: { x: 0, y: 0 }, at: { x: 0, y: 0 }, scale: 1, rotation: 0 };

/** The middle of what is seen, weighted by alpha. */
function centre({ data, width, height }: RgbaImage) {
  let sum = 0;
  let x = 0;
  let y = 0;
  for (let i = 0; i < width * height; i++) {
    const a = data[i * 4 + 3]!;
    sum += a;
    x += a * ((i % width) + 0.5);
    y += a * (Math.floor(i / width) + 0.5);
  }
  return { x: x / sum, y: y / sum, mass: sum / 255 };
}

/** An opaque disc, its rim soft. */
function disc(side: number, x: number, y: number, radius: number): RgbaImage {
  const data = new Uint8ClampedArray(side * side * 4);
  for (let i = 0; i < side * side; i++) {
    const d = Math.hypot((i % side) + 0.5 - x, Math.floor(i / side) + 0.5 - y);
    data.set([200, 100, 50, 255 * Math.min(1, Math.max(0, radius + 0.5 - d))], i * 4);
  }
  return rgbaImage(side, side, data);
}

describe('placeSubject', () => {
  it('gives back the very picture where nothing changes', async () => {
    const image = grey(2, [1, 2, 3, 4]);
    expect(await placeSubject(image, 2, 2, STILL)).toBe(image);
    const turned = { pivot: { x: 1, y: 1 }, at: { x: 1, y: 1 }, scale: 1, rotation: 360 };
    expect(await placeSubject(image, 2, 2, turned)).toBe(image);
  });

  it('moves by whole pixels without touching them', async () => {
    const out = await placeSubject(grey(2, [1, 2, 3, 4]), 3, 3, { ...STILL, at: { x: 1, y: 1 } });
    expect(values(out)).toEqual([0, 0, 0, 0, 1, 2, 0, 3, 4]);
  });

  it('turns by quarters exactly, clockwise, about the pivot', async () => {
    const image = grey(2, [10, 20, 30, 40]);
    const about = { pivot: { x: 1, y: 1 }, at: { x: 1, y: 1 }, scale: 1 };
    expect(values(await placeSubject(image, 2, 2, { ...about, rotation: 90 }))).toEqual([30, 10, 40, 20]);
    expect(values(await placeSubject(image, 2, 2, { ...about, rotation: 180 }))).toEqual([40, 30, 20, 10]);
    expect(values(await placeSubject(image, 2, 2, { ...about, rotation: -90 }))).toEqual([20, 40, 10, 30]);
  });

  it('brings the pivot to its place, the size to its scale, whatever the turn', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0.3, max: 2, noNaN: true }),
        fc.double({ min: -360, max: 360, noNaN: true }),
        fc.double({ min: 40, max: 60, noNaN: true }),
        fc.double({ min: 40, max: 60, noNaN: true }),
        async (scale, rotation, x, y) => {
          const place = { pivot: { x: 20.5, y: 18 }, at: { x, y }, scale, rotation };
          const found = centre(await placeSubject(disc(40, 20.5, 18, 12), 100, 100, place));
          expect(Math.abs(found.x - x)).toBeLessThan(0.06);
          expect(Math.abs(found.y - y)).toBeLessThan(0.06);
          const area = Math.PI * 144 * scale * scale;
          expect(Math.abs(found.mass / area - 1)).toBeLessThan(0.03);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('turns the direction from the pivot: what is to the right of it goes below by 90 degrees', async () => {
    const place = { pivot: { x: 20, y: 20 }, at: { x: 20, y: 20 }, scale: 1 };
    const image = disc(40, 30, 20, 5);
    for (const rotation of [30, 90, 123, 270]) {
      const found = centre(await placeSubject(image, 40, 40, { ...place, rotation }));
      const { cos, sin } = turnOf(rotation);
      expect(found.x).toBeCloseTo(20 + 10 * cos, 1);
      expect(found.y).toBeCloseTo(20 + 10 * sin, 1);
    }
  });

  it('keeps the colour of what is opaque and leaks none of what is clear', async () => {
    const image = disc(40, 20, 20, 12);
    for (let p = 0; p < image.data.length; p += 4) {
      if (image.data[p + 3] === 0) image.data.set([0, 255, 255], p);
    }
    for (const place of [
      { scale: 1, rotation: 33 },
      { scale: 0.4, rotation: 10 },
      { scale: 1.7, rotation: 0 },
    ]) {
      const out = await placeSubject(image, 80, 80, {
        pivot: { x: 20, y: 20 },
        at: { x: 40, y: 40 },
        ...place,
      });
      for (let p = 0; p < out.data.length; p += 4) {
        if (out.data[p + 3]! < 30) continue;
        expect(Math.abs(out.data[p]! - 200)).toBeLessThanOrEqual(4);
        expect(Math.abs(out.data[p + 1]! - 100)).toBeLessThanOrEqual(4);
      }
    }
  });

  it('can be stopped, and refuses what is no place', async () => {
    const image = grey(1, [1]);
    const signal = AbortSignal.abort();
    const place = { ...STILL, rotation: 5 };
    await expect(placeSubject(image, 99, 99, place, { signal })).rejects.toMatchObject({ code: 'cancelled' });
    for (const wrong of [
      { scale: 0 },
      { rotation: Number.NaN },
      { at: { x: Number.POSITIVE_INFINITY, y: 0 } },
    ]) {
      const refused = placeSubject(image, 1, 1, { ...STILL, ...wrong });
      await expect(refused).rejects.toMatchObject({ code: 'invalid_argument' });
    }
  });
});

describe('turnOf', () => {
  it('is exact for quarters and close to the language elsewhere', () => {
    expect([0, 90, 180, 270, 360, -90, 720].map(turnOf)).toEqual([
      { cos: 1, sin: 0 },
      { cos: 0, sin: 1 },
      { cos: -1, sin: 0 },
      { cos: 0, sin: -1 },
      { cos: 1, sin: 0 },
      { cos: 0, sin: -1 },
      { cos: 1, sin: 0 },
    ]);
    for (let degrees = -400; degrees < 400; degrees += 0.7) {
      const { cos, sin } = turnOf(degrees);
      expect(cos).toBeCloseTo(Math.cos((degrees * Math.PI) / 180), 13);
      expect(sin).toBeCloseTo(Math.sin((degrees * Math.PI) / 180), 13);
    }
  });
});

describe('subjectBox', () => {
  it('holds all that can be seen, or is nothing', () => {
    const box = (width: number, ...alpha: number[]) =>
      subjectBox(matte(width, alpha.length / width, Uint8Array.from(alpha)));
    expect(box(2, 0, 7, 0, 0)).toBeUndefined();
    expect(box(3, 0, 0, 0, 0, 8, 0, 0, 0, 0)).toEqual({ left: 1, top: 1, width: 1, height: 1 });
    expect(box(3, 0, 0, 255, 0, 0, 0, 90, 0, 0)).toEqual({ left: 0, top: 0, width: 3, height: 3 });
  });

  it('is what a look at every pixel finds', () => {
    const side = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(
        side,
        side,
        fc.infiniteStream(fc.constantFrom(0, 0, 0, 3, 8, 255)),
        (width, height, stream) => {
          const data = Uint8Array.from({ length: width * height }, () => stream.next().value);
          const seen = [...data.keys()].filter(i => data[i]! >= 8);
          const xs = seen.map(i => i % width);
          const ys = seen.map(i => Math.floor(i / width));
          const left = Math.min(...xs);
          const top = Math.min(...ys);
          const expected =
            seen.length === 0
              ? undefined
              : { left, top, width: Math.max(...xs) + 1 - left, height: Math.max(...ys) + 1 - top };
          expect(subjectBox(matte(width, height, data))).toEqual(expected);
        },
      ),
    );
  });
});
