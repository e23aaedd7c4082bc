import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discOf, MODEL, picture, scriptedSession } from '../../test/scripted-session.ts';
import { type RgbaImage, rgbaImage } from '../raster/planes.ts';
import { planCutout, QUALITIES } from '../segment/plan.ts';
import type { SegmentationSession } from '../segment/session.ts';
import { makeMatte } from './make-matte.ts';

/** Makes a matte at every level, and expects it to be sound: of the picture's size, empty where no subject is. */
async function expectSound(image: RgbaImage, session: SegmentationSession): Promise<void> {
  const before = image.data.slice();
  for (const quality of QUALITIES) {
    const segmenter = { model: MODEL, session };
    const result = await makeMatte(image, segmenter, planCutout(quality, MODEL.input));
    const { matte, confidence, uncertainty, hasForeground, runs } = result;
    expect([matte.width, matte.height, matte.data.length]).toEqual([
      image.width,
      image.height,
      image.width * image.height,
    ]);
    expect(confidence).toBeGreaterThanOrEqual(0);
    expect(confidence).toBeLessThanOrEqual(1);
    expect(uncertainty.data.length).toBe(uncertainty.width * uncertainty.height);
    if (!hasForeground) expect(matte.data.every(alpha => alpha === 0)).toBe(true);
    for (const { region } of runs) {
      expect(region.left).toBeGreaterThanOrEqual(0);
      expect(region.top).toBeGreaterThanOrEqual(0);
      expect(region.right).toBeLessThanOrEqual(1);
      expect(region.bottom).toBeLessThanOrEqual(1);
    }
  }
  expect(image.data).toEqual(before);
}

describe('makeMatte with bad input', () => {
  it.each([
    [1, 1],
    [1, 5000],
    [20_000, 3],
    [2, 2],
  ])('is sound for a picture of %i x %i', async (width, height) => {
    for (const scene of [discOf(0.5, 0.5, 0.2), () => 0.5]) {
      await expectSound(picture(width, height), scriptedSession(scene));
    }
  });

  it('is sound for pictures that are see-through, in parts or everywhere', async () => {
    for (const alpha of [0, 128]) {
      const image = picture(50, 40);
      for (let p = 3; p < image.data.length; p += 4) image.data[p] = p % 8 === 3 ? alpha : 255 - alpha;
      await expectSound(image, scriptedSession(discOf(0.5, 0.5, 0.2)));
    }
  });

  it('keeps a subject that touches every side', async () => {
    const session = scriptedSession(discOf(0.5, 0.5, 0.8));
    for (const quality of QUALITIES) {
      const plan = planCutout(quality, MODEL.input);
      const { matte, hasForeground } = await makeMatte(picture(60, 60), { model: MODEL, session }, plan);
      expect(hasForeground).toBe(true);
      expect(matte.data.every(alpha => alpha === 255)).toBe(true);
    }
  });

  it('works on 100 megapixels', { timeout: 120_000 }, async () => {
    const side = 10_000;
    const image = picture(side, side);
    const session = scriptedSession(discOf(0.5, 0.5, 0.2));
    const plan = planCutout('high', MODEL.input);
    const { matte, hasForeground } = await makeMatte(image, { model: MODEL, session }, plan);
    expect([hasForeground, matte.data.length]).toEqual([true, side * side]);
    const at = (x: number, y: number) => matte.data[Math.round(y * side) * side + Math.round(x * side)];
    expect([at(0.5, 0.5), at(0.4, 0.6), at(0.1, 0.1), at(0.9, 0.5)]).toEqual([255, 255, 0, 0]);
  });

  it('is sound whatever a network answers', async () => {
    const side = fc.integer({ min: 1, max: 40 });
    const levels = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(side, side, levels, async (width, height, list) => {
        let next = 0;
        const session: SegmentationSession = {
          run: async ({ dims }) => {
            const size = dims[3]!;
            const data = Float32Array.from({ length: size * size }, () => list[next++ % list.length]!);
            return { data, dims: [1, 1, size, size] };
          },
          dispose: async () => {},
        };
        await expectSound(rgbaImage(width, height, new Uint8Array(width * height * 4).fill(200)), session);
      }),
      { numRuns: 8 },
    );
  });
});
