import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findVariant, parseCatalog, rgbaImage } from '@backgroundfx/core';
import { createNodeSession } from '@backgroundfx/inference/node';
import sharp from 'sharp';
import { type Host, measure, wholeCall } from './measure.ts';
import { jpegOf, PICTURES } from './pictures.ts';

/**
 * Measures one picture in a process of its own, so that its peak memory is its own, and prints JSON.
 * Arguments: index of the picture, number of runs (0: a single whole call, for the peak of memory alone).
 */
const models = fileURLToPath(new URL('../../models/', import.meta.url));
const picture = PICTURES[Number(process.argv[2])];
if (!picture) throw new Error('Which picture?');
const runs = Number(process.argv[3]);

const { models: entries } = parseCatalog(JSON.parse(readFileSync(`${models}catalog.json`, 'utf8')));
const [model] = entries;
if (!model) throw new Error('The catalogue is empty');
const file = runs > 0 ? await jpegOf(picture) : readFileSync(process.argv[4] ?? '');

const host: Host<Buffer> = {
  model,
  session: await createNodeSession({
    model,
    graphPath: `${models}dist/${findVariant(model, 'int8').graph.name}`,
  }),
  async decode(jpeg) {
    const { data, info } = await sharp(jpeg)
      .autoOrient()
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return rgbaImage(info.width, info.height, data);
  },
  encode: ({ data, width, height }) =>
    sharp(data, { raw: { width, height, channels: 4 } })
      .png({ compressionLevel: 3 })
      .toBuffer(),
};
const timings = runs > 0 ? await measure(host, file, runs) : await wholeCall(host, file);
await host.session.dispose();
const peakMegabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ timings, peakMegabytes }));
