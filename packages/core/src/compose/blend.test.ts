import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matte, rgbaImage } from '../raster/planes.ts';
import { BLEND_MODES, type BlendMode, blend, tint } from './blend.ts';

type Pixel = readonly [number, number, number, number];

/** The specification, word by word, on 0..1 and premultiplied as it is written there. */
function reference(mode: BlendMode, backdrop: Pixel, source: Pixel): number[] {
  const multiply = (cb: number, cs: number) => cb * cs;
  const screen = (cb: number, cs: number) => cb + cs - cb * cs;
  const hardLight = (cb: number, cs: number) => (cs <= 0.5 ? multiply(cb, 2 * cs) : screen(cb, 2 * cs - 1));
  const B = {
    normal: (_: number, cs: number) => cs,
    multiply,
    screen,
    overlay: (cb: number, cs: number) => hardLight(cs, cb),
  }[mode];
  const ab = backdrop[3] / 255;
  const as = source[3] / 255;
  const ao = as + ab * (1 - as);
  if (ao === 0) return [0, 0, 0, 0];
  const colours = [0, 1, 2].map(k => {
    const cb = backdrop[k]! / 255;
    const cs = source[k]! / 255;
    const mixed = (1 - ab) * cs + ab * B(cb, cs);
    const co = as * mixed + ab * cb * (1 - as);
    return (co / ao) * 255;
  });
  return [...colours, ao * 255];
}

async function over(mode: BlendMode, backdrop: Pixel, source: Pixel, Bytes = Uint8ClampedArray) {
  const below = rgbaImage(1, 1, Bytes.from(backdrop));
  return [...(await blend(below, rgbaImage(1, 1, Uint8Array.from(source)), mode)).data];
}

const byte = fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0, 1, 127, 128, 254, 255));
const pixel = fc.tuple(byte, byte, byte, byte);

describe('blend', () => {
  it.each([
    // 200 x 100 / 255 = 78.4; 200 + 100 - 78.4 = 221.6; overlay of a bright backdrop: 2 x 200 - 255 = 145, 145 + 100 - 56.9 = 188.1
    ['normal', [200, 200, 200, 255], [100, 100, 100, 255], [100, 100, 100, 255]],
    ['multiply', [200, 200, 200, 255], [100, 100, 100, 255], [78, 78, 78, 255]],
    ['screen', [200, 200, 200, 255], [100, 100, 100, 255], [222, 222, 222, 255]],
    ['overlay', [200, 200, 200, 255], [100, 100, 100, 255], [188, 188, 188, 255]],
    // Overlay of a dark backdrop: 2 x 60 x 100 / 255 = 47.1.
    ['overlay', [60, 60, 60, 255], [100, 100, 100, 255], [47, 47, 47, 255]],
    // Half over half: alpha 128 + 128 x 127 / 255 = 191.7, the colour at 128 / 191.7 of the way from 0 to 255.
    ['normal', [0, 0, 0, 128], [255, 255, 255, 128], [170, 170, 170, 192]],
    // What is behind nothing is the source itself in all modes; what nothing is laid over stays.
    ['multiply', [9, 9, 9, 0], [100, 150, 200, 80], [100, 150, 200, 80]],
    ['screen', [100, 150, 200, 80], [9, 9, 9, 0], [100, 150, 200, 80]],
  ] as const)('%s of %j and %j is %j', async (mode, backdrop, source, out) => {
    expect(await over(mode, backdrop, source)).toEqual(out);
  });

  it('follows the formulas of the specification, whatever is transparent, into both kinds of bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...BLEND_MODES), pixel, pixel, async (mode, backdrop, source) => {
        const expected = reference(mode, backdrop, source);
        const clamped = await over(mode, backdrop, source);
        expect(await over(mode, backdrop, source, Uint8Array as never)).toEqual(clamped);
        if (expected[3] === 0) expect(clamped[3]).toBe(0);
        else
          for (const [k, value] of clamped.entries())
            expect(Math.abs(value - expected[k]!)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 3000 },
    );
  });

  it('works in steps that report, and can be stopped between them', async () => {
    const side = 1100;
    const make = () => rgbaImage(side, side, new Uint8ClampedArray(side * side * 4).fill(90));
    const seen: number[] = [];
    await blend(make(), make(), 'screen', { onProgress: done => seen.push(done) });
    expect(seen.length).toBeGreaterThan(3);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
    const controller = new AbortController();
    const stopped = blend(make(), make(), 'normal', {
      signal: controller.signal,
      onProgress: done => done > 0.3 && controller.abort(),
    });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('refuses pictures of two sizes and modes that there are not', async () => {
    const one = rgbaImage(1, 1, new Uint8ClampedArray(4));
    const two = rgbaImage(2, 1, new Uint8ClampedArray(8));
    await expect(blend(one, two)).rejects.toMatchObject({ code: 'invalid_argument' });
    await expect(blend(one, one, 'hue' as BlendMode)).rejects.toThrow('Unknown blend mode "hue"');
  });
});

describe('tint', () => {
  it('is the normal blend of a picture of one colour', async () => {
    await fc.assert(
      fc.asyncProperty(pixel, pixel, byte, async (backdrop, [r, g, b, a], share) => {
        const below = rgbaImage(1, 1, Uint8ClampedArray.from(backdrop));
        const out = await tint(below, matte(1, 1, Uint8Array.of(share)), { r, g, b, a });
        const expected = reference('normal', backdrop, [r, g, b, (a * share) / 255]);
        if (expected[3] === 0) return;
        for (const [k, value] of [...out.data].entries()) {
          expect(Math.abs(value - expected[k]!)).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
