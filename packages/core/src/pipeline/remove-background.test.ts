import { describe, expect, it } from 'vitest';
import { rgbaImage } from '../raster/planes.ts';
import { planCutout } from '../segment/plan.ts';
import type { SegmentationSession } from '../segment/session.ts';
import { type RemovalStage, removeBackground } from './remove-background.ts';

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
const session = (): SegmentationSession & { runs: number } => ({
  runs: 0,
  async run({ data, dims }) {
    this.runs++;
    const [, , height = 0, width = 0] = dims;
    return { data: data.slice(0, width * height), dims: [1, 1, height, width] };
  },
  async dispose() {},
});

/** Red on blue, with a soft edge in between. */
function picture() {
  const data = new Uint8ClampedArray(128 * 96 * 4);
  for (let i = 0; i < data.length / 4; i++) {
    const a = Math.min(1, Math.max(0, (70 - (i % 128)) / 8));
    data.set([255 * a, 0, 255 * (1 - a), 255], i * 4);
  }
  return rgbaImage(128, 96, data);
}

describe('removeBackground', () => {
  it('cuts in place and cleans the edge', async () => {
    const image = picture();
    const before = image.data.slice();
    const network = { model: MODEL, session: session() };
    const { matte } = await removeBackground(image, network, planCutout('high', MODEL.input));
    let halfTransparent = 0;
    for (let i = 0; i < matte.data.length; i++) {
      const [r, , b, alpha] = image.data.subarray(i * 4, i * 4 + 4);
      expect(alpha).toBe(matte.data[i]);
      if (alpha === 255) expect([r, b]).toEqual([before[i * 4], before[i * 4 + 2]]);
      if (alpha! < 60 || alpha === 255) continue;
      halfTransparent++;
      expect(b).toBeLessThan(60);
    }
    expect(halfTransparent).toBeGreaterThan(96);
  });

  it('finishes as its settings say, and tells of it', async () => {
    const stages: [RemovalStage, number][] = [];
    const run = async (shiftEdge: number) => {
      const network = { model: MODEL, session: session() };
      const { matte } = await removeBackground(picture(), network, planCutout('high', MODEL.input), {
        settings: { shiftEdge },
        onStage: (stage, done) => stages.push([stage, done]),
      });
      return matte.data.reduce((sum, a) => sum + a, 0) / 255 / 96;
    };
    const [asIs, grown] = [await run(0), await run(5)];
    expect(Math.abs(grown - asIs - 5)).toBeLessThan(0.3);
    const finish = stages.findIndex(([stage]) => stage === 'finish');
    expect(stages[finish - 1]).toEqual(['refine', 1]);
    expect(stages.at(-1)).toEqual(['finish', 1]);
  });

  it('refuses settings before the network runs', async () => {
    const network = { model: MODEL, session: session() };
    const job = removeBackground(picture(), network, planCutout('high', MODEL.input), {
      settings: { feather: 99 },
    });
    await expect(job).rejects.toThrow('feather is 0 to 20, not 99');
    expect(network.session.runs).toBe(0);
  });
});
