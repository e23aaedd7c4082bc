import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  cutOut,
  findVariant,
  makeMatte,
  parseCatalog,
  planCutout,
  type RgbaImage,
  rgbaImage,
  type SegmentationSession,
} from '@backgroundfx/core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNodeSession } from '../src/node/node-session.ts';
import floor from './samples-floor.json' with { type: 'json' };

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const [model] = parseCatalog(JSON.parse(readFileSync(at('../../../models/catalog.json'), 'utf8'))).models;
if (!model) throw new Error('The catalogue is empty');
const graphPath = at(`../../../models/dist/${findVariant(model, 'int8').graph.name}`);

async function picture(name: string): Promise<RgbaImage> {
  const file = at(`../../../public/samples/${name}.jpg`);
  const { data, info } = await sharp(file)
    .autoOrient()
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return rgbaImage(info.width, info.height, data);
}

function agreement(ours: Uint8Array, exact: Uint8Array): { iou: number; mae: number } {
  let both = 0;
  let either = 0;
  let error = 0;
  for (let i = 0; i < exact.length; i++) {
    if (ours[i]! > 127 && exact[i]! > 127) both++;
    if (ours[i]! > 127 || exact[i]! > 127) either++;
    error += Math.abs(ours[i]! - exact[i]!) / 255;
  }
  return { iou: both / either, mae: error / exact.length };
}

/** The true alpha of a sample, 0..255. */
function truth(name: string): Promise<Uint8Array> {
  return sharp(at(`fixtures/${name}.alpha.png`))
    .extractChannel(0)
    .raw()
    .toBuffer();
}

function expectNoWorse(name: string, ours: { iou: number; mae: number }): void {
  const least = floor.samples[name as keyof typeof floor.samples];
  expect(ours.iou).toBeGreaterThanOrEqual(least.iou - 0.01);
  expect(ours.mae).toBeLessThanOrEqual(least.mae * 1.1);
}

/** The whole path that ships for processors, int8 and refinement, against what fp32 without refinement reaches. */
describe.skipIf(!existsSync(graphPath))(
  'sample pictures, int8 at high quality (skipped without built models)',
  () => {
    let session: SegmentationSession;
    const errors: number[] = [];
    beforeAll(async () => {
      session = await createNodeSession({ graphPath, model });
    }, 60_000);
    afterAll(() => session.dispose());

    it.each(Object.keys(floor.samples))(
      '%s is no worse than fp32 enlarged plainly, at high',
      { timeout: 60_000 },
      async name => {
        const image = await picture(name);
        const { matte } = await makeMatte(image, { model, session }, planCutout('high', model.input));
        const ours = agreement(matte.data, await truth(name));
        expectNoWorse(name, ours);
        errors.push(ours.mae);

        const original = image.data.slice();
        const { data } = cutOut(image, matte);
        for (let p = 0; p < data.length; p += 4) {
          if (data[p + 3] !== 255) continue;
          expect(
            data[p] === original[p] && data[p + 1] === original[p + 1] && data[p + 2] === original[p + 2],
          ).toBe(true);
        }
      },
    );

    it.each(Object.keys(floor.samples))(
      '%s is no worse than fp32 enlarged plainly, at ultra',
      { timeout: 60_000 },
      async name => {
        const plan = planCutout('ultra', model.input);
        const { matte } = await makeMatte(await picture(name), { model, session }, plan);
        expectNoWorse(name, agreement(matte.data, await truth(name)));
      },
    );

    it('have a tenth less error than that, taken together', () => {
      const least = Object.values(floor.samples).reduce((sum, { mae }) => sum + mae, 0);
      expect(errors.length).toBe(Object.keys(floor.samples).length);
      expect(errors.reduce((sum, mae) => sum + mae, 0)).toBeLessThan(0.9 * least);
    });
  },
);
