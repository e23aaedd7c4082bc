import type { Matte, RgbaImage } from '@backgroundfx/core';
import { rgbaImage } from '@backgroundfx/core';
import sharp from 'sharp';

/** Reads a picture upright, as straight RGBA in sRGB. */
export async function readPicture(file: string): Promise<RgbaImage> {
  const { data, info } = await sharp(file, { limitInputPixels: false })
    .autoOrient()
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return rgbaImage(info.width, info.height, data);
}

/** A picture with pixels of its own. Those from sharp lie in a Buffer, whose own `slice` would be a view. */
export function copyOfPicture({ width, height, data }: RgbaImage): RgbaImage {
  return rgbaImage(width, height, Uint8ClampedArray.from(data));
}

/** Reads a matte: the alpha of a picture that has one, else its grey. */
export async function readMatte(file: string): Promise<Matte> {
  const picture = sharp(file, { limitInputPixels: false });
  const { hasAlpha } = await picture.metadata();
  const channel = hasAlpha ? picture.extractChannel(3) : picture.toColourspace('b-w').extractChannel(0);
  const { data, info } = await channel.raw().toBuffer({ resolveWithObject: true });
  return { kind: 'matte8', width: info.width, height: info.height, data };
}

/** Writes a matte as a grey PNG. */
export async function writeMatte(file: string, { width, height, data }: Matte): Promise<void> {
  await sharp(data, { raw: { width, height, channels: 1 } })
    .png({ compressionLevel: 6 })
    .toFile(file);
}

/** Writes a cut-out as a PNG with straight alpha. */
export async function writeCutout(file: string, { width, height, data }: RgbaImage): Promise<void> {
  await sharp(data, { raw: { width, height, channels: 4 } })
    .png({ compressionLevel: 6 })
    .toFile(file);
}
