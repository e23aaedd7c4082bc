import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matte, rgbaImage } from '../raster/planes.ts';
import { finishCutout } from './finish-cutout.ts';
import { completeFinishSettings, FINISH_SETTINGS } from './finish-settings.ts';

const FRONT = [200, 60, 40];
const BEHIND = [30, 90, 220];

/** A subject of one colour before a background of another; the edge is 6 pixels wide, 40 from the left. */
function scene(width = 80, height = 50) {
  const data = new Uint8ClampedArray(width * height * 4);
  const alpha = new Uint8Array(width * height);
  for (let i = 0; i < alpha.length; i++) {
    const a = Math.min(1, Math.max(0, (43 - (i % width)) / 6));
    alpha[i] = Math.round(a * 255);
    data.set([...FRONT.map((f, k) => a * f + (1 - a) * BEHIND[k]!), 255], i * 4);
  }
  return { image: rgbaImage(width, height, data), matte: matte(width, height, alpha) };
}

/** The largest difference between the colour of a visible pixel and the subject's. */
function worstColour(data: ArrayLike<number>): number {
  let worst = 0;
  for (let p = 0; p < data.length; p += 4) {
    if (data[p + 3] === 0) continue;
    for (let k = 0; k < 3; k++) worst = Math.max(worst, Math.abs(data[p + k]! - FRONT[k]!));
  }
  return worst;
}

const setting = (name: keyof typeof FINISH_SETTINGS) => {
  const { min, max } = FINISH_SETTINGS[name];
  return fc.integer({ min, max });
};

describe('finishCutout', () => {
  it('cuts with the very matte and cleans its colours when nothing is asked for', async () => {
    const { image, matte } = scene();
    const given = matte.data.slice();
    expect(await finishCutout(image, matte)).toBe(matte);
    expect(matte.data).toEqual(given);
    expect(worstColour(image.data)).toBeLessThan(20);
    for (let i = 0; i < given.length; i++) expect(image.data[i * 4 + 3]).toBe(given[i]);
  });

  it('leaves colours as they are without decontamination', async () => {
    const { image, matte } = scene();
    const before = image.data.slice();
    await finishCutout(image, matte, { decontamination: 0 });
    for (let p = 0; p < before.length; p += 4) {
      if (image.data[p + 3] !== 0) expect(image.data.slice(p, p + 3)).toEqual(before.slice(p, p + 3));
    }
  });

  it.each([
    { shiftEdge: 6 },
    { feather: 4 },
    { shiftEdge: 3, feather: 6 },
    { shiftEdge: -4 },
    { contrast: 100 },
  ])('shows nothing of the background with %o', async settings => {
    const { image, matte } = scene();
    const cut = await finishCutout(image, matte, settings);
    expect(cut).not.toBe(matte);
    expect(worstColour(image.data)).toBeLessThan(20);
  });

  it('keeps every pixel that is wholly subject in both mattes, byte for byte, whatever alpha the picture has', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          shiftEdge: setting('shiftEdge'),
          feather: setting('feather'),
          contrast: setting('contrast'),
          decontamination: setting('decontamination'),
        }),
        fc.nat(),
        async (settings, seed) => {
          const { image, matte } = scene(70, 40);
          for (let i = 0; i < matte.data.length; i++) {
            image.data[i * 4 + 3] = [255, 255, 90, 0][(Math.imul(i + seed, 2654435761) >>> 20) % 4]!;
          }
          const before = image.data.slice();
          const cut = await finishCutout(image, matte, settings);
          for (let i = 0; i < cut.data.length; i++) {
            const pixel = [...image.data.subarray(i * 4, i * 4 + 4)];
            const own = before[i * 4 + 3]!;
            const alpha = Math.round((own * cut.data[i]!) / 255);
            if (alpha === 0) expect(pixel).toEqual([0, 0, 0, 0]);
            else if (matte.data[i] === 255)
              expect(pixel).toEqual([...before.subarray(i * 4, i * 4 + 3), alpha]);
            else expect(pixel[3]).toBe(alpha);
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it('changes nothing when it refuses', async () => {
    const { image, matte } = scene();
    const before = image.data.slice();
    const refused = finishCutout(image, matte, { decontamination: 101 });
    await expect(refused).rejects.toMatchObject({
      code: 'invalid_argument',
      message: 'decontamination is 0 to 100, not 101',
      details: { field: 'decontamination', min: 0, max: 100 },
    });
    expect(image.data).toEqual(before);
  });

  it('reports progress that ends at 1', async () => {
    for (const settings of [{}, { feather: 2 }, { decontamination: 0 }]) {
      const { image, matte } = scene();
      const seen: number[] = [];
      await finishCutout(image, matte, settings, { onProgress: done => seen.push(done) });
      expect(seen).toEqual([...seen].sort((a, b) => a - b));
      expect(seen.at(-1)).toBe(1);
    }
  });
});

describe('completeFinishSettings', () => {
  it('takes the documented defaults', () => {
    expect(completeFinishSettings({})).toEqual({
      shiftEdge: 0,
      feather: 0,
      contrast: 0,
      decontamination: 100,
    });
    expect(completeFinishSettings({ feather: 2, shiftEdge: undefined }).feather).toBe(2);
  });

  it('names what is out of range', () => {
    expect(() => completeFinishSettings({ contrast: 200 })).toThrow('contrast is -100 to 100, not 200');
    expect(() => completeFinishSettings({ feather: Number.NaN })).toThrow('feather is 0 to 20');
  });
});
