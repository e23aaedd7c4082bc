import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floatMatte, rgbPlanes } from '../raster/planes.ts';
import { edgeStrength } from './edge-strength.ts';
import { solveBand } from './solve-band.ts';

function hash(i: number): number {
  const h = Math.imul(i ^ (i >>> 15), 2246822519);
  return ((h ^ (h >>> 13)) >>> 0) / 4294967296;
}

/** A rough bright disc on a striped dark ground, and a matte that drew it smooth; its corner stands at `left`, `top`. */
function placed(left: number, top: number, width = 420, height = 420) {
  const data = new Float32Array(3 * width * height);
  const alpha = new Float32Array(width * height);
  for (let i = 0; i < alpha.length; i++) {
    const x = (i % width) - left - 32;
    const y = Math.floor(i / width) - top - 32;
    const radius = Math.hypot(x, y);
    const rough = radius + 6 * Math.sin(Math.atan2(y, x) * 23) < 20;
    alpha[i] = Math.min(1, Math.max(0, (20 - radius) / 6 + 0.5));
    for (let c = 0; c < 3; c++) {
      data[c * alpha.length + i] = rough ? 200 - 30 * c : 40 + 10 * c + 8 * Math.sin(x * 0.7 + y * 0.3);
    }
  }
  return { matte: floatMatte(width, height, alpha), colours: rgbPlanes(width, height, data) };
}

describe('solveBand', () => {
  it('gives numbers from 0 to 1, whatever comes in, and exactly 0 or 1 outside the band', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom(25, 50, 100),
        fc.integer({ min: 0, max: 1000 }),
        fc.constantFrom(0, 1, 255),
        fc.constantFrom(0, 1, 20),
        async (width, height, level, seed, grain, contrast) => {
          const n = width * height;
          const alpha = Float32Array.from({ length: n }, (_, i) =>
            Math.min(1, Math.max(0, 0.5 + contrast * (hash(i + seed) - 0.5))),
          );
          const colour = Float32Array.from({ length: 3 * n }, (_, i) => grain * hash(i + 7 * seed));
          const { matte, band } = await solveBand(
            floatMatte(width, height, alpha),
            rgbPlanes(width, height, colour),
            edgeStrength(level),
            {},
          );
          matte.data.forEach((a, i) => {
            expect(a >= 0 && a <= 1).toBe(true);
            if (band[i] === 0) expect(a === 0 || a === 1).toBe(true);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('does the same wherever in the picture the subject stands', async () => {
    const here = placed(160, 160);
    const there = placed(210, 174);
    const one = await solveBand(here.matte, here.colours, edgeStrength(50), {});
    const other = await solveBand(there.matte, there.colours, edgeStrength(50), {});
    let mixed = 0;
    for (let y = 0; y < 64; y++) {
      for (let x = 0; x < 64; x++) {
        const a = one.matte.data[(160 + y) * 420 + 160 + x]!;
        expect(other.matte.data[(174 + y) * 420 + 210 + x]).toBeCloseTo(a, 4);
        if (a > 0.05 && a < 0.95) mixed++;
      }
    }
    expect(mixed).toBeGreaterThan(50);
  });

  it('takes many steps, and stops at any of them', async () => {
    const side = 512;
    const alpha = Float32Array.from({ length: side * side }, (_, i) => hash(i));
    const colour = Float32Array.from({ length: 3 * side * side }, (_, i) => 255 * hash(i + 1));
    const steps: number[] = [];
    await solveBand(floatMatte(side, side, alpha), rgbPlanes(side, side, colour), edgeStrength(50), {
      onProgress: done => steps.push(done),
    });
    expect(steps.length).toBeGreaterThan(20);
    expect(steps.every((done, i) => i === 0 || done >= steps[i - 1]!)).toBe(true);
    for (const last of [1, 10, steps.length - 1]) {
      let count = 0;
      const stop = new AbortController();
      const job = { signal: stop.signal, onProgress: () => ++count === last && stop.abort() };
      await expect(
        solveBand(floatMatte(side, side, alpha), rgbPlanes(side, side, colour), edgeStrength(50), job),
      ).rejects.toMatchObject({ code: 'cancelled' });
      expect(count).toBe(last);
    }
  });
});
