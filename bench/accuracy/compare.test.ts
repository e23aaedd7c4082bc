import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rgbaImage } from '@backgroundfx/core';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compare } from './compare.ts';
import { drawnMatte } from './metrics/drawn-matte.ts';
import { copyOfPicture, readPicture, writeCutout, writeMatte } from './picture-files.ts';
import { listPictures } from './picture-set.ts';
import { storedContender } from './stored-contender.ts';

const truth = drawnMatte('000000', '0####0', '0#00#0', '0####0', '000000');
const hole = drawnMatte('000000', '000000', '00##00', '000000', '000000');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'accuracy-'));
  for (const part of ['toys/images', 'toys/masks', 'toys/regions', 'mattes/toys']) {
    await mkdir(join(folder, part), { recursive: true });
  }
  const picture = sharp({ create: { width: 6, height: 5, channels: 3, background: '#806040' } });
  await picture.clone().png().toFile(join(folder, 'toys/images/ring.png'));
  await picture.clone().png().toFile(join(folder, 'toys/images/without-truth.png'));
  await writeMatte(join(folder, 'toys/masks/ring.png'), truth);
  await writeMatte(join(folder, 'toys/regions/ring.hole.png'), hole);
});
afterEach(() => rm(folder, { recursive: true }));

it('finds sets in a folder, each with what is known of its pictures', () => {
  const pictures = listPictures(folder);
  expect(pictures.map(({ set, name }) => `${set}/${name}`)).toEqual(['toys/ring']);
  expect(pictures[0]?.regions.map(({ kind }) => kind)).toEqual(['hole']);
  expect(listPictures(join(folder, 'toys'))).toEqual(pictures);
  expect(() => listPictures(join(folder, 'mattes'))).toThrow('No set with images and masks');
});

it('scores mattes that were made elsewhere, grey or with alpha, and writes what it scored', async () => {
  const closed = drawnMatte('000000', '0####0', '0####0', '0####0', '000000');
  await writeMatte(join(folder, 'mattes/toys/ring.png'), closed);
  const options = {
    pictures: listPictures(folder),
    contenders: [storedContender(join(folder, 'mattes'), 'closed')],
    save: join(folder, 'saved'),
    sheet: true,
    onProgress: () => undefined,
  };
  const { results, rows } = await compare(options);
  expect(results[0]?.scores.iou).toBeCloseTo(10 / 12, 12);
  expect(results[0]?.scores.hole).toBe(1);
  expect(rows[0]?.cells).toHaveLength(4);

  const data = Uint8Array.from([...truth.data].flatMap(alpha => [1, 2, 3, alpha]));
  await writeCutout(join(folder, 'mattes/toys/ring.png'), rgbaImage(6, 5, data));
  expect((await compare(options)).results[0]?.scores).toMatchObject({ iou: 1, mae: 0, hole: 0 });
  expect((await readPicture(join(folder, 'saved/closed/toys/ring.png'))).data[3]).toBe(0);
});

it('refuses a matte of another size, and names one that is missing', async () => {
  const options = {
    pictures: listPictures(folder),
    contenders: [storedContender(join(folder, 'mattes'), 'theirs')],
    sheet: false,
    onProgress: () => undefined,
  };
  await expect(compare(options)).rejects.toThrow('ring.png is missing');
  await writeMatte(join(folder, 'mattes/toys/ring.png'), drawnMatte('##', '##'));
  await expect(compare(options)).rejects.toThrow('2 x 2 pixels beside a true matte of 6 x 5');
});

it('copies pictures whose pixels lie in a Buffer', async () => {
  const picture = await readPicture(join(folder, 'toys/images/ring.png'));
  copyOfPicture(picture).data.fill(0);
  expect([...picture.data.subarray(0, 4)]).toEqual([0x80, 0x60, 0x40, 255]);
});
