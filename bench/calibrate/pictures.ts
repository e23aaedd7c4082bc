import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type InputRule,
  makeInputTensor,
  resampleToPlanes,
  rgbaImage,
  type Tensor,
} from '@backgroundfx/core';
import sharp from 'sharp';

const PICTURE = /\.(jpe?g|png|webp)$/i;
const THUMBNAIL = /\.thumb\.\w+$/;

/** All pictures in the folders and below them but thumbnails, each folder in the order of its names, so that a run can be repeated. */
export async function listPictures(folders: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter(
      entry => entry.isFile() && PICTURE.test(entry.name) && !THUMBNAIL.test(entry.name),
    );
    found.push(...files.map(entry => join(entry.parentPath, entry.name)).sort());
  }
  return found;
}

/** A picture as the network sees it at its best size: upright, scaled as the engine scales it. */
export async function readInput(file: string, rule: InputRule): Promise<Tensor> {
  const { data, info } = await sharp(file)
    .autoOrient()
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const image = rgbaImage(info.width, info.height, data);
  return makeInputTensor(resampleToPlanes(image, rule.bestSize, rule.bestSize), rule);
}
