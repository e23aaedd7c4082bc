import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  findModel,
  findVariant,
  makeMatte,
  parseCatalog,
  planCutout,
  planEstimate,
  QUALITIES,
  type RgbaImage,
  rgbaImage,
  type SegmentationSession,
} from '@backgroundfx/core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNodeSession } from '../src/node/node-session.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const catalog = parseCatalog(JSON.parse(readFileSync(at('../../../models/catalog.json'), 'utf8')));
const model = findModel(catalog, 'isnet');
const graphPath = at(`../../../models/dist/${findVariant(model, 'int8').graph.name}`);

/** A sample at a quarter of its pixels: the networks see no less, and refinement takes less time. */
async function sample(name: string): Promise<RgbaImage> {
  const { data, info } = await sharp(at(`../../../public/samples/${name}.jpg`))
    .resize(640, 480)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return rgbaImage(info.width, info.height, data);
}

/** A picture of a simple generator's numbers around a level that may fall from top to bottom. */
function emptyScene(from: readonly number[], to: readonly number[], grain: number): RgbaImage {
  const [width, height] = [320, 240];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  let state = 7;
  for (let i = 0; i < width * height; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const down = Math.floor(i / width) / height;
    for (let c = 0; c < 3; c++) {
      data[i * 4 + c] = from[c]! + (to[c]! - from[c]!) * down + ((state >>> 24) / 255 - 0.5) * grain;
    }
  }
  return rgbaImage(width, height, data);
}

describe.skipIf(!existsSync(graphPath))('plans with the real network (skipped without built models)', () => {
  let session: SegmentationSession;
  beforeAll(async () => {
    session = await createNodeSession({ graphPath, model });
  }, 60_000);
  afterAll(() => session.dispose());
  const look = (image: RgbaImage, quality: (typeof QUALITIES)[number]) =>
    makeMatte(image, { model, session }, planCutout(quality, model.input));

  it('finds the subject of samples at the cheapest level', { timeout: 120_000 }, async () => {
    const names = ['01-fur', '04-plant', '05-wheel', '07-bust'];
    for (const name of names) {
      const { hasForeground, confidence, runs } = await look(await sample(name), 'low');
      expect([name, hasForeground, runs.length]).toEqual([name, true, 1]);
      expect(confidence).toBeGreaterThan(0.3);
    }
  });

  it('is content with two cheap looks at a clear subject, at high', { timeout: 60_000 }, async () => {
    const { runs, confidence } = await look(await sample('06-bottle'), 'high');
    expect(runs.map(run => [run.width, run.mirrored])).toEqual([
      [512, false],
      [512, true],
    ]);
    expect(runs[1]!.region.left).toBeGreaterThan(0);
    expect(confidence).toBeGreaterThan(0.8);
  });

  it('takes a full pass at thin leaves, at high', { timeout: 60_000 }, async () => {
    const { runs } = await look(await sample('04-plant'), 'high');
    expect(runs.at(-1)?.width).toBe(960);
  });

  it('spends no more than its estimate says', { timeout: 120_000 }, async () => {
    for (const quality of QUALITIES) {
      const { runs } = await look(await sample('08-chair'), quality);
      const pixels = runs.reduce((sum, run) => sum + run.width * run.height, 0);
      const { worst } = planEstimate(planCutout(quality, model.input), model.input);
      expect(pixels / model.input.bestSize ** 2).toBeLessThanOrEqual(worst + 1e-9);
    }
  });

  it('says that there is no subject in a sky, a wall, noise and flat colours', {
    timeout: 240_000,
  }, async () => {
    const scenes = {
      sky: emptyScene([70, 130, 210], [190, 215, 240], 3),
      wall: emptyScene([205, 200, 190], [195, 190, 180], 12),
      noise: emptyScene([128, 128, 128], [128, 128, 128], 255),
      black: emptyScene([0, 0, 0], [0, 0, 0], 0),
      white: emptyScene([255, 255, 255], [255, 255, 255], 0),
    };
    for (const [name, scene] of Object.entries(scenes)) {
      const { hasForeground, matte } = await look(scene, 'low');
      expect([name, hasForeground]).toEqual([name, false]);
      expect(matte.data.every(alpha => alpha === 0)).toBe(true);
    }
  });
});
