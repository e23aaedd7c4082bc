import { fileURLToPath } from 'node:url';
import { type RgbaImage, rgbaImage } from '@backgroundfx/core';
import sharp from 'sharp';

/** A sample picture scaled to so many megapixels, opaque. */
export async function enlargedSample(sample: string, megapixels: number): Promise<RgbaImage> {
  const picture = sharp(fileURLToPath(new URL(`../public/samples/${sample}.jpg`, import.meta.url)));
  const { width, height } = await picture.metadata();
  const { data, info } = await picture
    .resize(Math.round(width * Math.sqrt((megapixels * 1e6) / (width * height))), null, { kernel: 'cubic' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return rgbaImage(info.width, info.height, data);
}
