import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cutOut, findVariant, makeMatte, parseCatalog, planCutout, rgbaImage } from '@backgroundfx/core';
import { createNodeSession } from '@backgroundfx/inference/node';
import sharp from 'sharp';
import { compete } from './contestant.ts';

const models = fileURLToPath(new URL('../../models/', import.meta.url));
const [model] = parseCatalog(JSON.parse(readFileSync(`${models}catalog.json`, 'utf8'))).models;
if (!model) throw new Error('The catalogue is empty');
const graphPath = `${models}dist/${findVariant(model, 'int8').graph.name}`;
const session = await createNodeSession({ model, graphPath, spin: false });

compete(
  async ({ picture, quality }) => {
    const { data, info } = await sharp(picture)
      .autoOrient()
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const image = rgbaImage(info.width, info.height, data);
    const matte = await makeMatte(image, { model, session }, planCutout(quality, model.input));
    const cut = cutOut(image, matte);
    return sharp(cut.data, { raw: { width: info.width, height: info.height, channels: 4 } })
      .png({ compressionLevel: 3 })
      .toBuffer();
  },
  () => session.dispose(),
);
