import { EngineError } from '../errors.ts';
import type { Job } from '../pipeline/job.ts';
import { type Matte, type RgbaImage, rgbaImage } from '../raster/planes.ts';
import { blurValues } from './blur-values.ts';
import { readPremultiplied, writeStraight } from './map-picture.ts';
import { resampleRows } from './resample-rows.ts';

/** Below this many pixels of standard deviation detail would be lost by working at a lower resolution. */
const LEAST_SIGMA = 2;

/**
 * What the subject still counts in the blur. Hardly anything, or its colours would glow around it; more than nothing, because
 * far inside of it there is nothing else.
 */
const SUBJECT_SHARE = 1 / 256;

/**
 * The surroundings of a subject out of focus, as if seen through a wide aperture: the picture blurred by a Gaussian of standard
 * deviation `blur` times its longer side, to which the subject itself hardly adds. The result is new and as small as holds
 * it without loss: whoever shows it enlarges it. Opaque where the picture is anything but clear. Borrows both.
 * @throws EngineError `cancelled`; `invalid_argument` when the sizes differ or `blur` is not above 0 and at most 1
 */
export async function blurSurroundings(
  image: RgbaImage,
  matte: Matte,
  blur: number,
  job: Job = {},
): Promise<RgbaImage> {
  const { width, height } = image;
  if (width !== matte.width || height !== matte.height) {
    throw new EngineError('invalid_argument', 'Picture and matte differ in size');
  }
  if (!(blur > 0 && blur <= 1)) throw new EngineError('invalid_argument', `Blur is 0 to 1, not ${blur}`);
  const sigma = blur * Math.max(width, height);
  const ratio = Math.max(1, Math.floor(sigma / LEAST_SIGMA));
  const w = Math.ceil(width / ratio);
  const h = Math.ceil(height / ratio);
  const values = new Float32Array(w * h * 4);
  await resampleRows(
    { channels: 4, read: (y, row) => readSurroundings(image, matte, y, row) },
    { from: width, to: w, begin: 0, step: width / w },
    { from: height, to: h, begin: 0, step: height / h },
    (y, row) => values.set(row, y * w * 4),
    job,
  );
  blurValues(values, w, h, 4, sigma / ratio);
  makeOpaque(values);
  const out = rgbaImage(w, h, new Uint8ClampedArray(w * h * 4));
  writeStraight(values, out.data, 0);
  return out;
}

function readSurroundings(image: RgbaImage, { data }: Matte, y: number, row: Float32Array): void {
  readPremultiplied(image, y, row);
  const from = y * image.width;
  for (let x = 0; x < image.width; x++) {
    const share = Math.max(SUBJECT_SHARE, 1 - data[from + x]! / 255);
    for (let i = x * 4; i < x * 4 + 4; i++) row[i] = row[i]! * share;
  }
}

/** Weighted sums to what they are the mean of. */
function makeOpaque(values: Float32Array): void {
  for (let i = 0; i < values.length; i += 4) {
    const weight = values[i + 3]!;
    const share = weight > 1e-3 ? 255 / weight : 0;
    for (let k = i; k < i + 3; k++) values[k] = values[k]! * share;
    values[i + 3] = share === 0 ? 0 : 255;
  }
}
