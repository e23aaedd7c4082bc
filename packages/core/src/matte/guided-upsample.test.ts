import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floatMatte, type RgbaImage, rgbaImage } from '../raster/planes.ts';
import { resampleMatte, resampleToPlanes } from '../raster/resample.ts';
import { boxMean } from './box-mean.ts';
import { guidedUpsample } from './guided-upsample.ts';

/** A red disc on blue with its exact coverage. */
function scene(size: number): { image: RgbaImage; alpha: Float32Array } {
  const data = new Uint8ClampedArray(size * size * 4);
  const alpha = new Float32Array(size * size);
  for (let i = 0; i < alpha.length; i++) {
    const x = (i % size) + 0.5 - size / 2;
    const y = Math.floor(i / size) + 0.5 - size / 2;
    const a = Math.min(1, Math.max(0, size * 0.31 - Math.hypot(x, y) + 0.5));
    alpha[i] = a;
    data.set([40 + 180 * a, 60, 200 - 150 * a, 255], i * 4);
  }
  return { image: rgbaImage(size, size, data), alpha };
}

function meanError(matte: ArrayLike<number>, scale: number, truth: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < truth.length; i++) sum += Math.abs(matte[i]! / scale - truth[i]!);
  return sum / truth.length;
}

describe('guidedUpsample', () => {
  it('draws an edge at full size that plain enlargement leaves blurred', async () => {
    const { image, alpha } = scene(640);
    const coarse = resampleMatte(floatMatte(640, 640, alpha), 128, 128);
    const plain = meanError(resampleMatte(coarse, 640, 640).data, 1, alpha);
    const guided = await guidedUpsample(coarse, resampleToPlanes(image, 128, 128), image);
    expect(guided.width).toBe(640);
    expect(meanError(guided.data, 255, alpha)).toBeLessThan(plain * 0.4);
  });

  it("leaves a matte of the picture's own size as it is, but for the stretched ends", async () => {
    const { image, alpha } = scene(150);
    const guided = await guidedUpsample(
      floatMatte(150, 150, alpha),
      resampleToPlanes(image, 150, 150),
      image,
    );
    for (let i = 0; i < alpha.length; i++) {
      const stretched = Math.min(1, Math.max(0, (alpha[i]! - 0.02) / 0.96)) * 255;
      expect(Math.abs(guided.data[i]! - stretched)).toBeLessThanOrEqual(0.6);
    }
  });

  it('does not move the subject, up or down', async () => {
    const { image, alpha } = scene(301);
    for (const side of [128, 192, 448]) {
      const coarse = resampleMatte(floatMatte(301, 301, alpha), side, side);
      const { data } = await guidedUpsample(coarse, resampleToPlanes(image, side, side), image);
      let sum = 0;
      let sx = 0;
      let sy = 0;
      for (let i = 0; i < data.length; i++) {
        sum += data[i]!;
        sx += data[i]! * ((i % 301) + 0.5);
        sy += data[i]! * (Math.floor(i / 301) + 0.5);
      }
      expect(Math.abs(sx / sum - 150.5)).toBeLessThan(0.03);
      expect(Math.abs(sy / sum - 150.5)).toBeLessThan(0.03);
    }
  });

  it('fills flat mattes of any size with exactly 0 or 255, on a busy picture too', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 200 }),
        fc.constantFrom(64, 128, 192),
        fc.boolean(),
        fc.integer(),
        async (w, h, side, full, seed) => {
          const noise = new Uint8ClampedArray(w * h * 4);
          for (let i = 0; i < noise.length; i++)
            noise[i] = i % 4 === 3 ? 255 : Math.imul(i + seed, 2654435761) >>> 24;
          const image = rgbaImage(w, h, noise);
          const coarse = floatMatte(side, side, new Float32Array(side * side).fill(full ? 0.99 : 0.01));
          const { data } = await guidedUpsample(coarse, resampleToPlanes(image, side, side), image);
          expect(data.length).toBe(w * h);
          expect(data.every(v => v === (full ? 255 : 0))).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('draws an edge alike wherever it lies between the tiles', async () => {
    const size = 256;
    const edgeAt = async (column: number) => {
      const data = new Uint8ClampedArray(size * size * 4);
      const alpha = new Float32Array(size * size);
      for (let i = 0; i < alpha.length; i++) {
        const x = (i % size) - column;
        const noise = (Math.imul(x * 7919 + Math.floor(i / size) * 104729, 2654435761) >>> 24) / 2;
        alpha[i] = x < 0 ? 1 : 0;
        data.set([x < 0 ? 200 : noise, x < 0 ? 40 : noise, noise, 255], i * 4);
      }
      const image = rgbaImage(size, size, data);
      const coarse = resampleMatte(floatMatte(size, size, alpha), 192, 192);
      const { data: out } = await guidedUpsample(coarse, resampleToPlanes(image, 192, 192), image);
      // Rows far from the borders, columns around the edge: the same scene, moved.
      return Array.from({ length: 64 }, (_, y) => [
        ...out.subarray((96 + y) * size + column - 8, (96 + y) * size + column + 8),
      ]);
    };
    // Moved by 8 pixels, 6 coarse ones, so that all resampling is the same and only the tiles differ.
    const shapes = await Promise.all([68, 76, 84, 92].map(edgeAt));
    for (const shape of shapes.slice(1)) {
      const differences = shape.flat().map((v, i) => Math.abs(v - shapes[0]!.flat()[i]!));
      expect(Math.max(...differences)).toBeLessThanOrEqual(1);
    }
  });

  it('gives the same matte whatever the tiles', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 30, max: 260 }),
        fc.integer({ min: 30, max: 260 }),
        fc.integer({ min: 20, max: 200 }),
        fc.boolean(),
        fc.integer(),
        async (w, h, side, banded, seed) => {
          const value = (i: number) => Math.imul(i ^ seed, 2654435761) >>> 24;
          const image = rgbaImage(
            w,
            h,
            Uint8Array.from({ length: w * h * 4 }, (_, i) => (i % 4 === 3 ? 255 : value(i))),
          );
          const alpha = Float32Array.from({ length: side * side }, (_, i) => Math.min(1, value(i * 7) / 200));
          const band = banded ? Uint8Array.from(alpha, a => (a < 1 ? 1 : 0)) : undefined;
          const colours = resampleToPlanes(image, side, side);
          const at = async (tile: number) =>
            (await guidedUpsample(floatMatte(side, side, alpha), colours, image, { band, tile })).data;
          const [one, ...others] = [await at(64), await at(32), await at(50), await at(256)];
          for (const other of others) {
            other.forEach((v, i) => {
              if (Math.abs(v - one![i]!) > 1) expect.fail(`${v} and ${one![i]} at ${i}`);
            });
          }
        },
      ),
      { numRuns: 12 },
    );
  });

  it('keeps see-through surfaces see-through', async () => {
    const { image } = scene(256);
    const coarse = floatMatte(128, 128, new Float32Array(128 * 128).fill(0.5));
    const { data } = await guidedUpsample(coarse, resampleToPlanes(image, 128, 128), image);
    for (const v of data) expect(Math.abs(v - 127.5)).toBeLessThanOrEqual(1);
  });

  it('changes nothing outside the band it is given', async () => {
    const { image, alpha } = scene(300);
    const coarse = resampleMatte(floatMatte(300, 300, alpha), 128, 128);
    const band = new Uint8Array(128 * 128);
    for (let i = 0; i < band.length; i++) {
      band[i] = i % 128 < 64 ? 1 : 0;
      if (band[i] === 0) coarse.data[i] = Math.round(coarse.data[i]!);
    }
    const { data } = await guidedUpsample(coarse, resampleToPlanes(image, 128, 128), image, { band });
    for (let i = 0; i < data.length; i++) {
      const x = i % 300;
      if (x >= 152) expect(data[i] === 0 || data[i] === 255).toBe(true);
    }
    expect(data.some((v, i) => i % 300 < 150 && v > 0 && v < 255)).toBe(true);
  });

  it('smooths as the guided filter does when asked to', async () => {
    const { image, alpha } = scene(150);
    const grain = alpha.map((a, i) => Math.min(0.98, Math.max(0.02, a + (((i * 7919) % 13) - 6) * 0.01)));
    const colours = resampleToPlanes(image, 150, 150);
    const at = async (smoothing: number) =>
      (await guidedUpsample(floatMatte(150, 150, grain), colours, image, { smoothing })).data;
    const roughness = (data: Uint8Array) => {
      let sum = 0;
      for (let y = 70; y < 80; y++)
        for (let x = 60; x < 90; x++) sum += Math.abs(data[y * 150 + x]! - data[y * 150 + x + 1]!);
      return sum;
    };
    const [none, half, full] = [await at(0), await at(0.5), await at(1)].map(roughness);
    expect(half).toBeLessThan(none! * 0.75);
    expect(full).toBeLessThan(half! * 0.75);
  });

  it('reports progress that rises to 1, and stops between bands when asked to', async () => {
    const { image, alpha } = scene(300);
    const coarse = floatMatte(300, 300, alpha);
    const colours = resampleToPlanes(image, 300, 300);
    const seen: number[] = [];
    const cancel = new AbortController();
    await guidedUpsample(coarse, colours, image, { onProgress: done => seen.push(done) });
    expect(seen.length).toBeGreaterThan(3);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);

    let bands = 0;
    const job = guidedUpsample(coarse, colours, image, {
      signal: cancel.signal,
      onProgress: () => {
        if (++bands === 2) cancel.abort();
      },
    });
    await expect(job).rejects.toMatchObject({ name: 'EngineError', code: 'cancelled' });
    expect(bands).toBe(2);
  });
});

describe('boxMean', () => {
  it('is the mean of every whole window', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 7, max: 14 }),
        fc.integer({ min: 7, max: 14 }),
        fc.infiniteStream(fc.float({ min: 0, max: 1, noNaN: true })),
        (radius, width, height, stream) => {
          const src = Float32Array.from({ length: width * height }, () => stream.next().value ?? 0);
          const outWidth = width - 2 * radius;
          const dst = new Float32Array(outWidth * (height - 2 * radius));
          boxMean(src, width, height, radius, dst, new Float64Array(width));
          dst.forEach((mean, i) => {
            let sum = 0;
            for (let dy = 0; dy <= 2 * radius; dy++) {
              for (let dx = 0; dx <= 2 * radius; dx++) {
                sum += src[(Math.floor(i / outWidth) + dy) * width + (i % outWidth) + dx]!;
              }
            }
            expect(mean).toBeCloseTo(sum / (2 * radius + 1) ** 2, 5);
          });
        },
      ),
    );
  });
});
