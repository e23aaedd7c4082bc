import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findModel, parseCatalog } from '@backgroundfx/core';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { startApi } from './support/api-server.ts';
import { sample } from './support/engine-pool.ts';
import { modelClient } from './support/model-client.ts';
import { modelsFolder } from './support/models-folder.ts';

/** The published networks, where somebody has them: nothing is fetched over the network for a test. */
const MIRROR = process.env.MODEL_MIRROR ?? '';
const ABSENT = 'MODEL_MIRROR names no folder that holds the networks';

const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const { models } = parseCatalog(JSON.parse(readFileSync(at('models/catalog.json'), 'utf8')));
const others = models.filter(({ onDemand }) => onDemand).map(entry => ({ entry }));

async function alphaOf(picture: Buffer | string, channel: 0 | 3): Promise<Buffer> {
  return sharp(picture).extractChannel(channel).raw().toBuffer();
}

/** Agreement of two mattes at one half. */
function iou(ours: Buffer, exact: Buffer): number {
  expect(ours.length).toBe(exact.length);
  let both = 0;
  let either = 0;
  for (let i = 0; i < ours.length; i++) {
    if (ours[i]! > 127 && exact[i]! > 127) both++;
    if (ours[i]! > 127 || exact[i]! > 127) either++;
  }
  return both / either;
}

it.for([
  ['u2net', 'low', '07-bust', 'u2netp', undefined, 0.9],
  ['deeplab', 'high', '03-toycar', 'deeplabv3', 'car', 0.6],
] as const)('%s at quality %s finds the subject of %s', { timeout: 120_000 }, async (row, { skip }) => {
  skip(!existsSync(MIRROR), ABSENT);
  const [model, quality, name, ran, classes, least] = row;
  const folder = modelsFolder(others);
  const env = { MODEL_AUTO_DOWNLOAD: 'on', MODEL_MIRROR: MIRROR };
  const api = await startApi({ models: folder, env });
  try {
    const fields = Object.entries({ model, quality }).map(([name, value]) => ({ name, value }));
    const file = { name: 'file', filename: 'a.jpg', value: readFileSync(sample(name)) };
    const answer = await api.post([...fields, file], { headers: { Accept: 'image/png' } });
    expect([answer.status, answer.headers['x-model'], answer.headers['x-classes']]).toEqual([
      200,
      ran,
      classes,
    ]);
    const exact = await alphaOf(at(`packages/inference/test/fixtures/${name}.alpha.png`), 0);
    expect(iou(await alphaOf(answer.body, 3), exact)).toBeGreaterThan(least);
  } finally {
    await api.stop();
    folder.remove();
  }
});

/** What their model cards say. */
const CARDS = {
  u2netp: {
    version: 1,
    name: 'U²-Net-P',
    input: {
      layout: 'nchw',
      size: 320,
      range: 'peak',
      mean: [0.485, 0.456, 0.406],
      std: [0.229, 0.224, 0.225],
    },
    output: { name: '1959', values: 'unit' },
  },
  deeplabv3: {
    version: 1,
    name: 'DeepLab v3',
    input: { layout: 'nchw', size: 513, mean: 128 / 255, std: 128 / 255 },
    output: { name: 'logits', values: 'softmax' },
  },
} as const;

it.for([
  ['u2net', 'u2netp', '07-bust', undefined],
  ['deeplab', 'deeplabv3', '03-toycar', 'car'],
] as const)(
  '%s is the same picture where its file is a model of one’s own',
  { timeout: 120_000 },
  async ([name, id, photo, chosen], { skip }) => {
    skip(!existsSync(MIRROR), ABSENT);
    const folder = modelsFolder(others);
    const api = await startApi({ models: folder, env: { MODEL_MIRROR: MIRROR } });
    try {
      const file = { name: 'file', filename: 'a.jpg', value: readFileSync(sample(photo)) };
      const cut = async (fields: Record<string, string>) => {
        const all = Object.entries({ quality: 'low', ...fields });
        const parts = all.map(([field, value]) => ({ name: field, value }));
        const answer = await api.post([...parts, file], { headers: { Accept: 'image/png' } });
        expect([answer.status, answer.headers['content-type']]).toEqual([200, 'image/png']);
        return answer.body;
      };
      const theirs = await cut({ model: name });
      const entry = findModel({ version: 1, models }, id);
      const variant = entry.variants[0]?.graph.name ?? '';
      const classes = 'classes' in entry.output ? entry.output.classes : undefined;
      const manifest = { ...CARDS[id], output: { ...CARDS[id].output, ...(classes && { classes }) } };
      const client = modelClient(api);
      const own = await client.add(readFileSync(join(folder.dir, 'dist', variant)), manifest);
      expect(own).toMatchObject({ state: 'ready', ...(classes && { classes: classes.slice(1) }) });
      const mine = { model: 'custom', model_id: own.id };
      expect((await cut(mine)).equals(theirs)).toBe(true);
      if (chosen === undefined) return;
      expect(
        (await cut({ ...mine, classes: chosen })).equals(await cut({ model: name, classes: chosen })),
      ).toBe(true);
    } finally {
      await api.stop();
      folder.remove();
    }
  },
);
