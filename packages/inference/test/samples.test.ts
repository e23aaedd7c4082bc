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

    it.each(Object.entries(floor.samples))(
      '%s is about as good as fp32 enlarged plainly',
      { timeout: 60_000 },
      async (name, least) => {
        const image = await picture(name);
        const { matte } = await makeMatte(image, { model, session }, planCutout('high', model.input));
        const exact = await sharp(at(`fixtures/${name}.alpha.png`))
          .extractChannel(0)
          .raw()
          .toBuffer();
        const { iou, mae } = agreement(matte.data, exact);
        expect(iou).toBeGreaterThanOrEqual(least.iou - 0.015);
        // Refinement takes some of the shading at the mug's sides for background: .0003 in a matte that has hardly an error.
        // A cheap look is believed where it is clear, as at the car: .0024 more than a full one would have.
        expect(mae).toBeLessThanOrEqual(least.mae * 1.1 + 0.0025);
        errors.push(mae);

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

    it('have a tenth less error than that, taken together', () => {
      const least = Object.values(floor.samples).reduce((sum, { mae }) => sum + mae, 0);
      expect(errors.length).toBe(Object.keys(floor.samples).length);
      expect(errors.reduce((sum, mae) => sum + mae, 0)).toBeLessThan(0.9 * least);
    });
  },
);
