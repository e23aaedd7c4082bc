import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisWeights, linearWeights } from './axis-weights.ts';
import { floatMatte, type RgbaImage, rgbaImage } from './planes.ts';
import { resampleMatte, resampleToPlanes } from './resample.ts';

/** A white anti-aliased disc on black; its centre in units of the picture's width and height. */
function disc(width: number, height: number, cx: number, cy: number, radius: number): RgbaImage {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const distance = Math.hypot(x + 0.5 - cx * width, y + 0.5 - cy * height);
      const v = 255 * Math.min(1, Math.max(0, radius - distance + 0.5));
      data.set([v, v, v, 255], (y * width + x) * 4);
    }
  }
  return rgbaImage(width, height, data);
}

/** A picture of a simple generator's numbers. */
function noise(width: number, height: number, seed: number, opaque: boolean): RgbaImage {
  let state = seed;
  const data = Uint8Array.from({ length: width * height * 4 }, (_, i) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return opaque && i % 4 === 3 ? 255 : state >>> 24;
  });
  return rgbaImage(width, height, data);
}

/** The same resampling without any thought of speed: per pixel of the output, both axes at once. */
function weightedSums({ width, height, data }: RgbaImage, toWidth: number, toHeight: number): number[] {
  const across = axisWeights(width, toWidth);
  const down = axisWeights(height, toHeight);
  const sums: number[] = [];
  for (let c = 0; c < 3; c++) {
    for (let y = 0; y < toHeight; y++) {
      for (let x = 0; x < toWidth; x++) {
        let sum = 128;
        for (let v = 0; v < down.count[y]!; v++) {
          for (let h = 0; h < across.count[x]!; h++) {
            const p = ((down.start[y]! + v) * width + across.start[x]! + h) * 4;
            const weight = down.weights[down.offset[y]! + v]! * across.weights[across.offset[x]! + h]!;
            sum += ((weight * data[p + 3]!) / 255) * (data[p + c]! - 128);
          }
        }
        sums.push(Math.min(255, Math.max(0, sum)));
      }
    }
  }
  return sums;
}

/** Centre of mass in shares of width and height. */
function centreOfMass(values: ArrayLike<number>, width: number, height: number): [number, number] {
  let sum = 0;
  let sx = 0;
  let sy = 0;
  for (let i = 0; i < width * height; i++) {
    const v = values[i]!;
    sum += v;
    sx += v * ((i % width) + 0.5);
    sy += v * (Math.floor(i / width) + 0.5);
  }
  return [sx / sum / width, sy / sum / height];
}

describe('axisWeights', () => {
  it('add up to one and stay inside the input, at every ratio', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }), (from, to) => {
        for (const w of [axisWeights(from, to), linearWeights(from, to)]) {
          for (let i = 0; i < to; i++) {
            const begin = w.offset[i]!;
            const taps = w.weights.subarray(begin, begin + w.count[i]!);
            expect(taps.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
            expect(w.start[i]).toBeGreaterThanOrEqual(0);
            expect(w.start[i]! + w.count[i]!).toBeLessThanOrEqual(from);
            expect(w.count[i]).toBeLessThanOrEqual(w.maxCount);
          }
        }
      }),
    );
  });

  it('keep the centre of the axis where it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 300 }), fc.integer({ min: 8, max: 300 }), (from, to) => {
        const w = axisWeights(from, to);
        let mean = 0;
        for (let i = 0; i < to; i++) {
          for (let k = 0; k < w.count[i]!; k++) {
            mean += (w.weights[w.offset[i]! + k]! * (w.start[i]! + k + 0.5)) / to;
          }
        }
        expect(mean / from).toBeCloseTo(0.5, 4);
      }),
    );
  });
});

describe('resampleToPlanes', () => {
  it('averages exactly by area when it goes down', () => {
    const image = rgbaImage(3, 1, Uint8ClampedArray.of(0, 30, 60, 255, 90, 30, 60, 255, 240, 30, 0, 255));
    const { data } = resampleToPlanes(image, 2, 1);
    expect([...data].map(v => +v.toFixed(3))).toEqual([30, 190, 30, 30, 60, 20]);
  });

  it.each([
    [1280, 960, 1024, 1024],
    [160, 120, 128, 128],
    [160, 120, 192, 144],
    [160, 120, 320, 240],
    [160, 120, 125, 94],
    [97, 61, 64, 64],
    [64, 64, 97, 61],
  ])('does not move a disc from %i x %i to %i x %i', (w, h, toW, toH) => {
    const image = disc(w, h, 0.5, 0.5, Math.min(w, h) * 0.3);
    const planes = resampleToPlanes(image, toW, toH);
    const [x, y] = centreOfMass(planes.data, toW, toH);
    expect(Math.abs(x - 0.5) * toW).toBeLessThan(0.01);
    expect(Math.abs(y - 0.5) * toH).toBeLessThan(0.01);
  });

  it('is the plain weighted sum along both axes, whatever the shapes', () => {
    const side = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 90 }));
    const seed = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(side, side, side, side, seed, fc.boolean(), (w, h, toW, toH, start, opaque) => {
        const image = noise(w, h, start, opaque);
        const { data } = resampleToPlanes(image, toW, toH);
        const expected = weightedSums(image, toW, toH);
        for (let i = 0; i < data.length; i++) expect(Math.abs(data[i]! - expected[i]!)).toBeLessThan(1e-3);
      }),
    );
  });

  it.each([
    [1, 4000, 64, 64],
    [4000, 1, 64, 64],
    [63, 900, 64, 64],
    [900, 63, 64, 64],
    [2, 2, 64, 64],
    [1, 1, 300, 2],
    [300, 200, 64, 64],
  ])('reads a picture a few times, not once for each pixel that it makes: %i x %i', (w, h, toW, toH) => {
    let reads = 0;
    const data = new Proxy(noise(w, h, 1, true).data, {
      get(bytes, key) {
        reads++;
        return Reflect.get(bytes, key);
      },
    });
    resampleToPlanes(rgbaImage(w, h, data), toW, toH);
    expect(reads / (w * h + toW * toH)).toBeLessThan(16);
  });

  it('does not move a disc that goes down and up again, wherever it is', () => {
    const image = disc(200, 150, 0.37, 0.61, 20);
    const [ax, ay] = centreOfMass(resampleToPlanes(image, 200, 150).data, 200, 150);
    const small = resampleToPlanes(image, 128, 128);
    const mask = floatMatte(128, 128, small.data.slice(0, 128 * 128));
    const [bx, by] = centreOfMass(resampleMatte(mask, 200, 150).data, 200, 150);
    expect(Math.abs(ax - bx) * 200).toBeLessThan(0.02);
    expect(Math.abs(ay - by) * 150).toBeLessThan(0.02);
  });

  it('gives back the picture itself at its own size', () => {
    const image = disc(23, 17, 0.4, 0.5, 5);
    const { data } = resampleToPlanes(image, 23, 17);
    for (let i = 0; i < 23 * 17; i++) expect(data[i]).toBeCloseTo(image.data[i * 4]!, 4);
  });

  it('keeps a flat picture flat and within range at every size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 255 }),
        (w, h, toW, toH, v) => {
          const image = rgbaImage(
            w,
            h,
            new Uint8ClampedArray(w * h * 4).fill(255).map((_, i) => (i % 4 < 3 ? v : 255)),
          );
          for (const out of resampleToPlanes(image, toW, toH).data)
            expect(Math.abs(out - v)).toBeLessThan(1e-2);
        },
      ),
    );
  });

  it('never leaves 0..255 at hard edges', () => {
    const image = disc(20, 20, 0.5, 0.5, 6);
    for (const v of resampleToPlanes(image, 75, 75).data) {
      expect(v).toBeGreaterThanOrEqual(0);
      expect(v).toBeLessThanOrEqual(255);
    }
  });

  it('shows mid grey where a pixel is see-through, whatever colour hides there', () => {
    const image = rgbaImage(2, 1, Uint8ClampedArray.of(255, 0, 77, 0, 255, 0, 128, 255));
    expect([...resampleToPlanes(image, 2, 1).data]).toEqual([128, 255, 128, 0, 128, 128]);
  });
});

describe('planes', () => {
  it('refuse a buffer of another size, by name', () => {
    expect(() => rgbaImage(2, 2, new Uint8Array(15))).toThrow(
      '15 values cannot be 2 x 2 pixels of 4 channel(s)',
    );
    expect(() => floatMatte(0, 2, new Float32Array(0))).toThrow(/0 x 2/);
  });
});
