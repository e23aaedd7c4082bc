import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MatteEdit } from '../edit/matte-edit.ts';
import { type Matte, type RgbaImage, rgbaImage } from '../raster/planes.ts';
import { planCutout, type Quality } from '../segment/plan.ts';
import type { SegmentationSession } from '../segment/session.ts';
import { createRedrawing, EDGE_SETTINGS, type EdgeSettings } from './redraw-cutout.ts';
import { removeBackground } from './remove-background.ts';

const MODEL = {
  id: 'red',
  input: {
    name: 'i',
    mean: [0, 0, 0],
    scale: [1 / 255, 1 / 255, 1 / 255],
    multipleOf: 64,
    bestSize: 128,
    fit: 'stretch',
  },
  output: { name: 'o', values: 'unit' },
} as const;

/** A network whose matte is the red channel. */
const session: SegmentationSession = {
  async run({ data, dims }) {
    const [, , height = 0, width = 0] = dims;
    return { data: data.slice(0, width * height), dims: [1, 1, height, width] };
  },
  async dispose() {},
};

/** Red on blue with a ragged, soft edge, at so many pixels for each of a 160 x 120 picture. */
function picture(scale = 1): RgbaImage {
  const [width, height] = [160 * scale, 120 * scale];
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [(i % width) / scale, Math.floor(i / width) / scale];
    const a = Math.min(1, Math.max(0, (80 + 6 * Math.sin(y / 3) - x) / 7));
    data.set([240 * a, 20 * a, 230 * (1 - a), 255], i * 4);
  }
  return rgbaImage(width, height, data);
}

async function removed(quality: Quality, { edgeRefinement, ...settings }: EdgeSettings) {
  const image = picture();
  const plan = planCutout(quality, MODEL.input, edgeRefinement);
  return { cutout: image, ...(await removeBackground(image, { model: MODEL, session }, plan, { settings })) };
}

const setting = (name: keyof typeof EDGE_SETTINGS) => {
  const { min, max } = EDGE_SETTINGS[name];
  return fc.integer({ min, max });
};

const SETTINGS = fc.record({
  edgeRefinement: setting('edgeRefinement'),
  shiftEdge: setting('shiftEdge'),
  feather: setting('feather'),
  contrast: setting('contrast'),
  decontamination: setting('decontamination'),
});

describe('createRedrawing', () => {
  it('draws what the removal draws, whatever was drawn before', async () => {
    for (const quality of ['low', 'high'] as const) {
      const { coarse } = await removed(quality, {});
      const redrawing = createRedrawing({ image: picture(), coarse, quality });
      await fc.assert(
        fc.asyncProperty(SETTINGS, async settings => {
          const fresh = await removed(quality, settings);
          const again = await redrawing.draw(settings);
          expect(again.matte).toEqual(fresh.matte);
          expect(again.cutout.data).toEqual(fresh.cutout.data);
        }),
        { numRuns: 12 },
      );
    }
  });

  it('leaves the picture, the coarse matte and what it gave before alone', async () => {
    const { coarse } = await removed('high', {});
    const image = picture();
    const [pixels, alpha] = [image.data.slice(), coarse.data.slice()];
    const redrawing = createRedrawing({ image, coarse, quality: 'high' });
    const first = await redrawing.draw({});
    const kept = first.matte.data.slice();
    first.matte.data.fill(7);
    const second = await redrawing.draw({});
    expect(second.matte.data).toEqual(kept);
    await redrawing.draw({ edgeRefinement: 100, feather: 3 });
    expect(second.matte.data).toEqual(kept);
    expect(image.data).toEqual(pixels);
    expect(coarse.data).toEqual(alpha);
  });

  it('edits the refined matte before its edges are finished, and takes edits back', async () => {
    const { coarse } = await removed('high', {});
    const redrawing = createRedrawing({ image: picture(), coarse, quality: 'high' });
    const plain = await redrawing.draw({ feather: 2 });
    const edits: MatteEdit[] = [
      { kind: 'lasso', mode: 'subtract', points: [0, 40, 160, 40, 160, 80, 0, 80] },
    ];
    const edited = await redrawing.draw({ feather: 2, edits });
    const at = ({ data }: Matte, x: number, y: number) => data[y * 160 + x]!;
    expect(at(edited.matte, 20, 60)).toBe(0);
    expect(at(edited.matte, 20, 20)).toBe(at(plain.matte, 20, 20));
    // The outline that was drawn is feathered as any other edge.
    expect(at(edited.matte, 20, 38)).toBeGreaterThan(150);
    expect(at(edited.matte, 20, 38)).toBeLessThan(255);
    const fresh = createRedrawing({ image: picture(), coarse, quality: 'high' });
    expect((await fresh.draw({ feather: 2, edits })).cutout.data).toEqual(edited.cutout.data);
    expect((await redrawing.draw({ feather: 2 })).cutout.data).toEqual(plain.cutout.data);
  });

  it('edits the same place of a smaller picture', async () => {
    const { coarse } = await removed('high', {});
    const points = [20, 30, 1, 60, 90, 1];
    const stroke = { kind: 'stroke', mode: 'erase', points, size: 24, hardness: 1, opacity: 1 } as const;
    const gone = async (scale: number) => {
      const redrawing = createRedrawing({ image: picture(scale), coarse, quality: 'high', scale });
      const area = async (edits: MatteEdit[]) =>
        (await redrawing.draw({ edits })).matte.data.reduce((sum, a) => sum + a / 255, 0) / scale ** 2;
      return (await area([])) - (await area([{ ...stroke, edge_aware: false }]));
    };
    const [whole, half] = [await gone(1), await gone(0.5)];
    expect(whole).toBeGreaterThan(1500);
    expect(half / whole).toBeCloseTo(1, 1);
  });

  it('takes lengths as those of the whole picture when it draws a smaller one', async () => {
    const { coarse } = await removed('high', {});
    const growth = async (scale: number) => {
      const redrawing = createRedrawing({ image: picture(scale), coarse, quality: 'high', scale });
      const area = async (shiftEdge: number) =>
        (await redrawing.draw({ shiftEdge })).matte.data.reduce((sum, a) => sum + a / 255, 0) / scale ** 2;
      return (await area(8)) - (await area(0));
    };
    const [whole, half] = [await growth(1), await growth(0.5)];
    // At least the straight edge's share.
    expect(whole).toBeGreaterThan(8 * 120);
    expect(half / whole).toBeCloseTo(1, 1);
  });

  it('refuses what is out of range by name, and reports progress that never falls', async () => {
    const { coarse } = await removed('high', {});
    const redrawing = createRedrawing({ image: picture(), coarse, quality: 'high' });
    await expect(redrawing.draw({ edgeRefinement: 101 })).rejects.toMatchObject({
      code: 'invalid_argument',
      details: { field: 'edgeRefinement', min: 0, max: 100 },
    });
    await expect(redrawing.draw({ feather: -1 })).rejects.toThrow('feather is 0 to 20, not -1');
    const seen: number[] = [];
    await redrawing.draw({ feather: 2 }, { onProgress: done => seen.push(done) });
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
  });

  it('stops when it is told to, and draws the next time', async () => {
    const { coarse, matte } = await removed('high', {});
    const redrawing = createRedrawing({ image: picture(), coarse, quality: 'high' });
    const stopped = redrawing.draw({}, { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    expect((await redrawing.draw({})).matte).toEqual(matte);
  });
});
