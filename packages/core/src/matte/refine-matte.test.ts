import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FloatMatte, floatMatte, type RgbaImage, rgbaImage } from '../raster/planes.ts';
import { resampleToPlanes } from '../raster/resample.ts';
import { makeCells } from './cells.ts';
import { contradiction } from './contradiction.ts';
import { edgeStrength } from './edge-strength.ts';
import { refineMatte } from './refine-matte.ts';
import { makeTrimap } from './trimap.ts';

function hash(i: number): number {
  const h = Math.imul(i ^ (i >>> 15), 2246822519);
  return ((h ^ (h >>> 13)) >>> 0) / 4294967296;
}

/** Any picture, from flat to noise. */
function picture(width: number, height: number, seed: number, grain: number, level = 0.5): RgbaImage {
  const data = new Uint8Array(width * height * 4);
  for (let i = 0; i < data.length; i++) {
    const v = level + grain * (hash(i + seed * 7919) - 0.5);
    data[i] = i % 4 === 3 ? 255 : Math.min(255, Math.max(0, v * 255));
  }
  return rgbaImage(width, height, data);
}

function noiseMatte(width: number, height: number, seed: number, contrast: number): FloatMatte {
  return floatMatte(
    width,
    height,
    Float32Array.from({ length: width * height }, (_, i) =>
      Math.min(1, Math.max(0, 0.5 + contrast * (hash(i + seed) - 0.5))),
    ),
  );
}

/**
 * A disc of bright hair on dark ground: strands that thin out around a solid core; and the matte of a network that saw a
 * smooth outline half way along them.
 */
function hairy(size: number): { image: RgbaImage; truth: Float32Array; coarse: FloatMatte } {
  const data = new Uint8Array(size * size * 4);
  const truth = new Float32Array(size * size);
  const coarse = new Float32Array(size * size);
  for (let i = 0; i < truth.length; i++) {
    const x = (i % size) - size / 2;
    const y = Math.floor(i / size) - size / 2;
    const radius = Math.hypot(x, y) / size;
    const strand = 0.5 + 0.5 * Math.sin(Math.atan2(y, x) * 90);
    const reach = (0.42 - radius) / 0.12;
    const a = Math.min(1, Math.max(0, reach * 2 - 1 + strand * Math.min(1, Math.max(0, reach))));
    truth[i] = a;
    coarse[i] = Math.min(1, Math.max(0, (0.365 - radius) * size * 0.25 + 0.5));
    for (let c = 0; c < 3; c++) {
      const subject = [0.8, 0.6, 0.3][c]! * (0.95 + 0.1 * hash(i));
      const ground = [0.05, 0.08, 0.15][c]!;
      data[4 * i + c] = Math.round(255 * Math.sqrt(a * subject + (1 - a) * ground));
    }
    data[4 * i + 3] = 255;
  }
  return { image: rgbaImage(size, size, data), truth, coarse: floatMatte(size, size, coarse) };
}

function refine(coarse: FloatMatte, image: RgbaImage, edgeRefinement: number) {
  return refineMatte(coarse, image, { edgeRefinement });
}

function error(data: Uint8Array, truth: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < truth.length; i++) sum += Math.abs(data[i]! / 255 - truth[i]!);
  return sum / truth.length;
}

describe('refineMatte', () => {
  it('finds strands that the network drew a smooth outline through', async () => {
    const { image, truth, coarse } = hairy(256);
    const plain = error((await refine(coarse, image, 0)).data, truth);
    expect(error((await refine(coarse, image, 50)).data, truth)).toBeLessThan(plain * 0.85);
    expect(error((await refine(coarse, image, 100)).data, truth)).toBeLessThan(plain * 0.65);
  });

  it('gives any picture and matte of any size a matte of the picture’s size', {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 1, max: 70 }),
        fc.constantFrom(0, 1, 24, 25, 50, 75, 100),
        fc.integer({ min: 0, max: 1000 }),
        fc.constantFrom(0, 0.1, 2),
        fc.constantFrom(0, 1, 20),
        async (w, h, cw, ch, edgeRefinement, seed, grain, contrast) => {
          const image = picture(w, h, seed, grain);
          const { data, width, height } = await refine(
            noiseMatte(cw, ch, seed, contrast),
            image,
            edgeRefinement,
          );
          expect([width, height, data.length]).toEqual([w, h, w * h]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    [1, 1],
    [1, 5000],
    [20_000, 3],
    [333, 1],
  ])('takes a picture of %i x %i', async (w, h) => {
    const image = picture(w, h, 3, 1);
    for (const level of [0, 50, 100]) {
      const { data } = await refine(noiseMatte(128, 128, 5, 3), image, level);
      expect(data.length).toBe(w * h);
    }
  });

  it.each([
    ['black', 0, 0],
    ['white', 0, 1],
    ['noise', 2, 0.5],
  ])('leaves decided mattes alone on a picture that is all %s', async (_, grain, level) => {
    const image = picture(150, 130, 1, grain, level);
    for (const alpha of [0.01, 0.99]) {
      const flat = floatMatte(64, 64, new Float32Array(4096).fill(alpha));
      const { data } = await refine(flat, image, 100);
      expect(data.every(v => v === Math.round(alpha) * 255)).toBe(true);
    }
  });

  it('keeps glass: a large surface of one alpha in front of a quiet ground stays see-through', async () => {
    const image = picture(200, 200, 2, 0.02, 0.6);
    const alpha = Float32Array.from({ length: 200 * 200 }, (_, i) => {
      const x = i % 200;
      const y = Math.floor(i / 200);
      return x > 40 && x < 160 && y > 40 && y < 160 ? 0.4 : 0;
    });
    const { data } = await refine(floatMatte(200, 200, alpha), image, 50);
    for (let y = 60; y < 140; y++) {
      for (let x = 60; x < 140; x++) expect(Math.abs(data[y * 200 + x]! / 255 - 0.4)).toBeLessThan(0.15);
    }
  });

  it('takes a subject that touches every side', async () => {
    const { image, coarse } = hairy(128);
    const inverse = floatMatte(
      128,
      128,
      coarse.data.map(a => 1 - a),
    );
    const { data } = await refine(inverse, image, 50);
    expect([data[0], data[127], data[128 * 127], data[128 * 128 - 1], data[64 * 128 + 64]]).toEqual([
      255, 255, 255, 255, 0,
    ]);
  });

  it('leaves what lies outside the band at exactly 0 or 255', async () => {
    const { image, coarse } = hairy(200);
    const colours = resampleToPlanes(image, 200, 200);
    for (const level of [10, 50, 100]) {
      const cells = makeCells(coarse, colours);
      const { verdict } = makeTrimap(cells, contradiction(cells), edgeStrength(level));
      const { data } = await refine(coarse, image, level);
      for (let i = 0; i < data.length; i++) {
        const what = verdict[(Math.floor(i / 200) >> 1) * 100 + ((i % 200) >> 1)]!;
        if (what !== 2) expect(data[i]).toBe(what * 255);
      }
    }
  });

  it('reaches all that a smaller refinement reaches', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 60 }),
        fc.integer({ min: 2, max: 60 }),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 0, max: 1000 }),
        (w, h, one, other, seed) => {
          const image = picture(w, h, seed, 1);
          const cells = makeCells(noiseMatte(w, h, seed, 20), resampleToPlanes(image, w, h));
          const contradicted = contradiction(cells);
          const bandAt = (r: number) => makeTrimap(cells, contradicted, edgeStrength(r)).verdict;
          const less = bandAt(Math.min(one, other));
          const more = bandAt(Math.max(one, other));
          less.forEach((verdict, i) => {
            if (verdict === 2) expect(more[i]).toBe(2);
          });
        },
      ),
    );
  });

  it('sees every sample of a matte that is finer than the picture', async () => {
    const side = 256;
    const columns = Float32Array.from({ length: side * side }, (_, i) => (i % 2 === 0 ? 0.1 : 0.9));
    for (const size of [128, 51]) {
      const grey = rgbaImage(size, size, new Uint8Array(size * size * 4).fill(200));
      const { data } = await refine(floatMatte(side, side, columns), grey, 0);
      // Of five columns three are alike.
      for (const v of data) expect(Math.abs(v - 127.5)).toBeLessThanOrEqual(size === 128 ? 1 : 25);
    }
  });

  it('reports progress that rises to 1, and stops when asked to', async () => {
    const { image, coarse } = hairy(256);
    const seen: number[] = [];
    await refineMatte(coarse, image, { edgeRefinement: 50, onProgress: done => seen.push(done) });
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);

    for (const after of [1, 3, seen.length - 2]) {
      const cancel = new AbortController();
      let steps = 0;
      const job = refineMatte(coarse, image, {
        edgeRefinement: 50,
        signal: cancel.signal,
        onProgress: () => {
          if (++steps === after) cancel.abort();
        },
      });
      await expect(job).rejects.toMatchObject({ name: 'EngineError', code: 'cancelled' });
      expect(steps).toBe(after);
    }
  });

  it('refuses colours of another size than it asked for', async () => {
    const { image, coarse } = hairy(64);
    const job = refineMatte(coarse, image, {
      edgeRefinement: 50,
      colours: () => resampleToPlanes(image, 128, 128),
    });
    await expect(job).rejects.toMatchObject({ code: 'invalid_argument' });
  });
});
