import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Section } from '../measure-sections.ts';
import { registerAccount } from './account.ts';
import { startApiServer } from './api-server.ts';
import { browserMattes } from './browser-mattes.ts';
import { foreignPixels, likenessOf } from './likeness.ts';
import { samplePaths } from './samples.ts';
import { rgbaOf, serverCutout } from './server-cutout.ts';

/** The browser and the server beside each other, picture by picture, quality high; each aim holds for every picture. */
export async function measureAgreement(): Promise<Section> {
  const pictures = await samplePaths();
  const ofServer = await serverCutouts(pictures);
  const ofBrowser = await browserMattes(pictures);
  const rows = ofServer.map(({ matte, foreign }, i) => ({
    picture: basename(pictures[i] ?? ''),
    ...likenessOf(matte, ofBrowser[i] ?? new Uint8Array()),
    foreign,
  }));
  return {
    figures: [
      {
        name: 'browser and server: lowest IoU',
        value: Math.min(...rows.map(({ iou }) => iou)),
        digits: 4,
        aim: { atLeast: 0.99 },
      },
      {
        name: 'browser and server: largest mean difference, levels of 255',
        value: Math.max(...rows.map(({ levels }) => levels)),
        digits: 2,
        aim: { atMost: 1 },
      },
      {
        name: 'opaque pixels that are not those of the picture',
        value: rows.reduce((sum, { foreign }) => sum + foreign, 0),
        aim: { atMost: 0 },
      },
    ],
    details: { pictures: rows },
  };
}

async function serverCutouts(
  pictures: readonly string[],
): Promise<{ readonly matte: Uint8Array; readonly foreign: number }[]> {
  const server = await startApiServer();
  try {
    const account = await registerAccount(server.url);
    const cutouts = [];
    for (const picture of pictures) {
      const { matte, pixels } = await serverCutout(server.url, account, picture);
      cutouts.push({ matte, foreign: foreignPixels(pixels, await rgbaOf(await readFile(picture))) });
    }
    return cutouts;
  } finally {
    await server.stop();
  }
}
