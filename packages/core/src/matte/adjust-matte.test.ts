import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matte } from '../raster/planes.ts';
import { adjustMatte, EDGE_ADJUSTMENTS, type EdgeAdjustments } from './adjust-matte.ts';

const noise = (i: number) => Math.imul(i + 1, 2654435761) >>> 24;

/** Any matte, in blocks so that flat parts, hard edges and soft ones all occur. */
function arbitraryMatte(most: number) {
  const side = fc.integer({ min: 1, max: most });
  return fc
    .record({ width: side, height: side, seed: fc.nat(), block: fc.constantFrom(1, 4, 30) })
    .map(({ width, height, seed, block }) => {
      const levels = [0, 0, 255, 255, 255, 0, 1, 254, 128, 60];
      const data = Uint8Array.from({ length: width * height }, (_, i) => {
        const cell = Math.floor((i % width) / block) + 977 * Math.floor(Math.floor(i / width) / block);
        return levels[noise(cell + seed) % levels.length]!;
      });
      return matte(width, height, data);
    });
}

const inRange = ({ min, max }: { min: number; max: number }) =>
  fc.oneof(fc.integer({ min, max }), fc.double({ min, max, noNaN: true }));
const settings = fc.record(
  {
    shiftEdge: inRange({ min: -6, max: 6 }),
    feather: inRange({ min: 0, max: 5 }),
    contrast: inRange(EDGE_ADJUSTMENTS.contrast),
  },
  { requiredKeys: [] },
);

/** A soft edge through the middle, at an angle: alpha falls over `softness` pixels. */
function slantedEdge(side: number, angle: number, softness: number, moved = 0) {
  const [nx, ny] = [Math.cos(angle), Math.sin(angle)];
  return matte(
    side,
    side,
    Uint8Array.from({ length: side * side }, (_, i) => {
      const distance = ((i % side) - side / 2) * nx + (Math.floor(i / side) - side / 2) * ny - moved;
      return Math.round(255 * Math.min(1, Math.max(0, 0.5 - distance / softness)));
    }),
  );
}

/** Where such an edge lies, pixels outwards of some fixed place: the alpha in a window around its middle. */
function position({ data, width }: { data: Uint8Array; width: number }, angle: number): number {
  const [nx, ny] = [Math.cos(angle), Math.sin(angle)];
  let sum = 0;
  for (let i = 0; i < data.length; i++) {
    const [x, y] = [(i % width) + 0.5 - width / 2, Math.floor(i / width) + 0.5 - width / 2];
    if (Math.abs(x * nx + y * ny) < 20 && Math.abs(y * nx - x * ny) < 30) sum += data[i]!;
  }
  return sum / 255 / 60;
}

describe('adjustMatte', () => {
  it('gives back the very matte for neutral settings, without a look at it', async () => {
    const alpha = matte(3, 1, Uint8Array.of(0, 7, 255));
    expect(await adjustMatte(alpha, {})).toBe(alpha);
    expect(await adjustMatte(alpha, { shiftEdge: 0, feather: 0, contrast: 0 })).toBe(alpha);
  });

  it('comes to the neutral bytes as the settings do', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryMatte(60), async alpha => {
        const { data } = await adjustMatte(alpha, { shiftEdge: 0.001, contrast: 0.001 });
        expect(data).toEqual(alpha.data);
      }),
      { numRuns: 20 },
    );
  });

  it('leaves its matte alone, and flat parts flat', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryMatte(120), settings, async (alpha, wanted) => {
        const before = alpha.data.slice();
        const { data, width, height } = await adjustMatte(alpha, wanted);
        expect(alpha.data).toEqual(before);
        expect([width, height, data.length]).toEqual([alpha.width, alpha.height, before.length]);
        const reach = Math.ceil(Math.abs(wanted.shiftEdge ?? 0)) + Math.ceil(4 * (wanted.feather ?? 0)) + 3;
        const flat = (at: number) => {
          const [x, y] = [at % width, Math.floor(at / width)];
          for (let j = Math.max(0, y - reach); j <= Math.min(height - 1, y + reach); j++) {
            const row = before.subarray(
              j * width + Math.max(0, x - reach),
              j * width + Math.min(width, x + reach + 1),
            );
            if (row.some(v => v !== before[at])) return false;
          }
          return before[at] === 0 || before[at] === 255;
        };
        const wrong = data.findIndex((v, at) => v !== before[at] && flat(at));
        expect(wrong).toBe(-1);
      }),
      { numRuns: 40 },
    );
  });

  it('gives the same bytes whatever the tiles', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryMatte(200), settings, async (alpha, wanted) => {
        const [first, ...others] = await Promise.all(
          [8, 64, undefined, 512].map(tileSide => adjustMatte(alpha, wanted, { tileSide })),
        );
        for (const other of others) expect(Buffer.compare(other.data, first!.data)).toBe(0);
      }),
      { numRuns: 25 },
    );
  });

  it('never lowers a pixel as the edge moves outwards', async () => {
    const shift = inRange({ min: -5, max: 5 });
    await fc.assert(
      fc.asyncProperty(arbitraryMatte(70), shift, shift, settings, async (alpha, a, b, others) => {
        const less = await adjustMatte(alpha, { ...others, shiftEdge: Math.min(a, b) });
        const more = await adjustMatte(alpha, { ...others, shiftEdge: Math.max(a, b) });
        expect(less.data.findIndex((v, i) => v > more.data[i]!)).toBe(-1);
      }),
      { numRuns: 60 },
    );
  });

  it('moves an edge by as many pixels as asked, at any angle', async () => {
    for (const angle of [0, 0.3, Math.PI / 4, 1.2]) {
      const edge = slantedEdge(120, angle, 4);
      for (const shiftEdge of [-7.5, -2, -0.5, 0.25, 1, 1.5, 3, 9.5]) {
        const moved = position(await adjustMatte(edge, { shiftEdge }), angle) - position(edge, angle);
        expect(Math.abs(moved - shiftEdge)).toBeLessThan(0.36);
        if (angle === 0) expect(Math.abs(moved - shiftEdge)).toBeLessThan(0.05);
      }
    }
  });

  it('feathers like a Gaussian', async () => {
    const side = 161;
    const data = new Uint8Array(side * side);
    for (let i = 0; i < data.length; i++) if (i % side < 80) data[i] = 255;
    for (const feather of [0.4, 1, 2.5, 7, 13]) {
      const soft = await adjustMatte(matte(side, side, data), { feather });
      // The edge becomes the integral of the bell: its mean is where it was, its deviation the feather.
      let mean = 0;
      let square = 0;
      for (let x = 1; x < side; x++) {
        const weight = (soft.data[80 * side + x - 1]! - soft.data[80 * side + x]!) / 255;
        mean += weight * (x - 80);
        square += weight * (x - 80) ** 2;
      }
      expect(Math.abs(mean)).toBeLessThan(0.02);
      expect(Math.abs(Math.sqrt(square) - feather)).toBeLessThan(0.03 + 0.01 * feather);
      expect(soft.data[80 * side + 80]! + soft.data[80 * side + 79]!).toBe(255);
    }
  });

  it('turns alpha around one half, keeps both ends, and never falls', async () => {
    const ramp = matte(
      256,
      1,
      Uint8Array.from({ length: 256 }, (_, i) => i),
    );
    for (const contrast of [-100, -40, 30, 100]) {
      const { data } = await adjustMatte(ramp, { contrast });
      expect([data[0], data[255]]).toEqual([0, 255]);
      expect(Math.abs(data[127]! + data[128]! - 255)).toBeLessThanOrEqual(1);
      for (let i = 1; i < 256; i++) expect(data[i]!).toBeGreaterThanOrEqual(data[i - 1]!);
      expect(Math.sign(data[160]! - 160)).toBe(Math.sign(contrast));
    }
    const { data: hard } = await adjustMatte(ramp, { contrast: 100 });
    expect(hard[100]).toBeLessThan(8);
  });

  it.each([
    [1, 1],
    [1, 5000],
    [20_000, 3],
  ])('works on %i x %i pixels', async (width, height) => {
    const alpha = matte(
      width,
      height,
      Uint8Array.from({ length: width * height }, (_, i) => (i % 90 < 45 ? 255 : 0)),
    );
    const most: EdgeAdjustments = { shiftEdge: 10, feather: 20, contrast: 50 };
    const { data } = await adjustMatte(alpha, most);
    expect(data.length).toBe(width * height);
    expect(data.every((v, i) => v > 0 || alpha.data[i] === 0)).toBe(true);
    const back = await adjustMatte(alpha, { ...most, shiftEdge: -10 });
    expect(back.data.every((v, i) => v <= data[i]!)).toBe(true);
  });

  it('does not eat the subject where the frame cuts it', async () => {
    const full = matte(40, 30, new Uint8Array(1200).fill(255));
    full.data[15 * 40 + 20] = 0;
    const { data } = await adjustMatte(full, { shiftEdge: -3, feather: 1 });
    expect([data[0], data[39], data[1160], data[1199]]).toEqual([255, 255, 255, 255]);
  });

  it('reports its progress, and stops when asked to', async () => {
    const edge = slantedEdge(300, 0.5, 6);
    const seen: number[] = [];
    await adjustMatte(edge, { feather: 1 }, { tileSide: 64, onProgress: done => seen.push(done) });
    expect(seen.length).toBeGreaterThan(4);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
    const cancel = new AbortController();
    cancel.abort();
    const job = adjustMatte(edge, { feather: 1 }, { signal: cancel.signal });
    await expect(job).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('refuses what is out of range, by name', async () => {
    const alpha = matte(1, 1, new Uint8Array(1));
    await expect(adjustMatte(alpha, { shiftEdge: 11 })).rejects.toMatchObject({
      code: 'invalid_argument',
      message: 'shiftEdge is -10 to 10, not 11',
      details: { field: 'shiftEdge', min: -10, max: 10 },
    });
    await expect(adjustMatte(alpha, { feather: -1 })).rejects.toThrow('feather is 0 to 20');
    await expect(adjustMatte(alpha, { contrast: Number.NaN })).rejects.toThrow('contrast is -100 to 100');
  });
});
