import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RgbaImage, rgbaImage } from '../raster/planes.ts';
import { limitSide, showFrame } from './map-picture.ts';

/** A row of grey pixels, each `[grey, alpha]`. */
const row = (...pixels: (readonly [number, number])[]) =>
  rgbaImage(pixels.length, 1, Uint8ClampedArray.from(pixels.flatMap(([g, a]) => [g, g, g, a])));

const greys = (image: RgbaImage) =>
  Array.from({ length: image.data.length / 4 }, (_, i) => [image.data[i * 4]!, image.data[i * 4 + 3]!]);

const whole = ({ width, height }: RgbaImage) => ({ left: 0, top: 0, width, height });

const picture = fc
  .record({ width: fc.integer({ min: 1, max: 12 }), height: fc.integer({ min: 1, max: 12 }) })
  .chain(({ width, height }) =>
    fc
      .uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 })
      .map(data => rgbaImage(width, height, data)),
  );

describe('showFrame', () => {
  it('averages what gets smaller by alpha, so that the colour of clear pixels does not show', async () => {
    const image = row([200, 255], [100, 255], [40, 255], [250, 0]);
    expect(greys(await showFrame(image, whole(image), 2, 1))).toEqual([
      [150, 255],
      [40, 128],
    ]);
  });

  it('covers the share of a pixel that the frame leaves to the picture', async () => {
    // The first pixel of the result lies for one half beside the picture, the second half on it and half on its second pixel.
    const image = row([200, 255], [100, 255]);
    const frame = { left: -1, top: 0, width: 4, height: 1 };
    expect(greys(await showFrame(image, frame, 2, 1))).toEqual([
      [200, 128],
      [100, 128],
    ]);
  });

  it('is clear where the frame shows nothing of the picture', async () => {
    const image = row([200, 255]);
    const frame = { left: -2, top: 0, width: 4, height: 1 };
    expect(greys(await showFrame(image, frame, 4, 1))).toEqual([
      [0, 0],
      [0, 0],
      [200, 255],
      [0, 0],
    ]);
    expect(greys(await showFrame(image, { left: 9, top: 9, width: 2, height: 2 }, 1, 1))).toEqual([[0, 0]]);
  });

  it('enlarges about centres, by Catmull-Rom', async () => {
    // Catmull-Rom at a quarter of the way: weights -0.0703, 0.8672, 0.2266, -0.0234; what they make of the last pixels overshoots.
    const image = row([0, 255], [0, 255], [100, 255], [100, 255]);
    const found = greys(await showFrame(image, whole(image), 8, 1)).map(([grey]) => grey);
    expect(found).toEqual([0, 0, 0, 20, 80, 107, 102, 100]);
  });

  it('keeps bytes of pixels that keep their place, and moves whole pixels unchanged', async () => {
    await fc.assert(
      fc.asyncProperty(
        picture,
        fc.integer({ min: -3, max: 3 }),
        fc.integer({ min: -3, max: 3 }),
        async (image, dx, dy) => {
          const { width, height } = image;
          const out = await showFrame(image, { left: dx, top: dy, width, height }, width, height);
          for (let y = 0; y < height; y++) {
            for (let x = 0; x < width; x++) {
              const inside = x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height;
              const at = ((y + dy) * width + x + dx) * 4;
              const source =
                inside && image.data[at + 3] !== 0 ? [...image.data.slice(at, at + 4)] : [0, 0, 0, 0];
              expect([...out.data.slice((y * width + x) * 4, (y * width + x) * 4 + 4)]).toEqual(source);
            }
          }
        },
      ),
    );
  });

  it('keeps a picture of one opaque colour that colour, at any size', async () => {
    const size = fc.integer({ min: 1, max: 40 });
    await fc.assert(
      fc.asyncProperty(size, size, size, size, async (w, h, width, height) => {
        const data = Uint8Array.from({ length: w * h * 4 }, (_, i) => [12, 200, 255, 255][i % 4]!);
        const out = await showFrame(
          rgbaImage(w, h, data),
          { left: 0, top: 0, width: w, height: h },
          width,
          height,
        );
        for (let i = 0; i < out.data.length; i++) expect(out.data[i]).toBe([12, 200, 255, 255][i % 4]);
      }),
    );
  });

  it('keeps the mean of alpha and of premultiplied colour when it makes a picture smaller', async () => {
    await fc.assert(
      fc.asyncProperty(picture, fc.nat(11), fc.nat(11), async (image, a, b) => {
        const width = 1 + (a % image.width);
        const height = 1 + (b % image.height);
        if (width === image.width && height === image.height) return;
        // A ratio just below 1 that is not 1 is an area average too.
        const out = await showFrame(image, whole(image), width, height);
        if (width === image.width || height === image.height) return;
        const mean = ({ data }: RgbaImage, k: number) => {
          let sum = 0;
          for (let p = 0; p < data.length; p += 4)
            sum += k === 3 ? data[p + 3]! : (data[p + k]! * data[p + 3]!) / 255;
          return (sum * 4) / data.length;
        };
        for (let k = 0; k < 4; k++) expect(Math.abs(mean(out, k) - mean(image, k))).toBeLessThan(1.1);
      }),
    );
  });

  it('stops when it is told to, and refuses what is no frame', async () => {
    const image = row([1, 255]);
    const frame = whole(image);
    const signal = AbortSignal.abort();
    await expect(showFrame(image, frame, 300, 300, { signal })).rejects.toMatchObject({ code: 'cancelled' });
    for (const wrong of [
      { ...frame, width: 0 },
      { ...frame, left: Number.NaN },
    ]) {
      await expect(showFrame(image, wrong, 1, 1)).rejects.toMatchObject({ code: 'invalid_argument' });
    }
    await expect(showFrame(image, frame, 1.5, 1)).rejects.toMatchObject({ code: 'invalid_argument' });
  });
});

describe('limitSide', () => {
  it('makes smaller, never larger, and keeps the ratio', async () => {
    const image = rgbaImage(40, 10, new Uint8ClampedArray(1600));
    expect(await limitSide(image, 40)).toBe(image);
    expect(await limitSide(image, 1000)).toBe(image);
    expect(await limitSide(image, 20)).toMatchObject({ width: 20, height: 5 });
    expect(await limitSide(image, 3)).toMatchObject({ width: 3, height: 1 });
    await expect(limitSide(image, 0)).rejects.toThrow('A side is a positive whole number');
  });
});
