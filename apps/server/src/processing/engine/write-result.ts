import { createWriteStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { blend, type Colour, type RgbaImage, rgbaImage } from '@backgroundfx/core';
import { makeZip } from 'client-zip';
import { storageError } from '../../platform/blobs/storage-error.ts';
import type { CutoutFormat, CutoutTask } from './cutout.api.ts';
import { encodeMatte, encodePicture, matteOf } from './encode-picture.ts';
import type { ShapeJob } from './shape-cutout.ts';

const WHITE: Colour = { r: 255, g: 255, b: 255, a: 255 };
/** The earliest that an archive can say: the same picture is to be the same bytes whenever it is made. */
const NO_TIME = new Date(1980, 0, 1);

/**
 * Writes a cut-out as its task asks for it. Borrows `cutout`.
 * @throws EngineError `image_too_large`, `disk_full`, and what `checkpoint` throws. Errors of the disk pass.
 */
export async function writeResult(
  cutout: RgbaImage,
  { format, target, background, channels }: Pick<CutoutTask, 'format' | 'target' | 'background' | 'channels'>,
  job: ShapeJob,
): Promise<void> {
  if (format === 'zip') return writeParts(cutout, target);
  if (channels === 'alpha') return encodeMatte(matteOf(cutout, 3), target, format);
  const ground = groundOf(format, background);
  await encodePicture(ground ? await layOn(cutout, ground, job) : cutout, format, target);
}

/** A JPEG has no transparency, so that what lies behind is white where nothing else is said. */
function groundOf(format: CutoutFormat, background: Colour | undefined): Colour | undefined {
  if (format !== 'jpg' || background?.a === 255) return background;
  if (!background) return WHITE;
  const part = (value: number) => Math.round(255 + ((value - 255) * background.a) / 255);
  return { r: part(background.r), g: part(background.g), b: part(background.b), a: 255 };
}

async function layOn(cutout: RgbaImage, { r, g, b, a }: Colour, job: ShapeJob): Promise<RgbaImage> {
  const { width, height } = cutout;
  const ground = rgbaImage(width, height, new Uint8ClampedArray(width * height * 4));
  const pixel = new Uint8Array([r, g, b, a]);
  const [word = 0] = new Uint32Array(pixel.buffer);
  new Uint32Array(ground.data.buffer).fill(word);
  return blend(ground, cutout, 'normal', job);
}

/** The colours without transparency and the matte: together they are the cut-out. */
async function writeParts(cutout: RgbaImage, target: string): Promise<void> {
  const [color, alpha] = [`${target}.color`, `${target}.alpha`];
  await encodePicture(cutout, 'png', color, { alpha: false });
  await encodeMatte(matteOf(cutout, 3), alpha);
  const entry = async (name: string, path: string) => ({
    name,
    input: await readFile(path),
    lastModified: NO_TIME,
  });
  const zip = makeZip([await entry('color.png', color), await entry('alpha.png', alpha)]);
  try {
    await pipeline(Readable.fromWeb(zip as ReadableStream), createWriteStream(target));
  } catch (error) {
    throw storageError(error);
  }
  await Promise.all([rm(color), rm(alpha)]);
}
