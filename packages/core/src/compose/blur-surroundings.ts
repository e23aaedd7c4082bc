import { EngineError } from '../errors.ts';
import type { Job } from '../pipeline/job.ts';
import { type Matte, type RgbaImage, rgbaImage } from '../raster/planes.ts';
import { blurValues } from './blur-values.ts';
import { fillGaps } from './fill-gaps.ts';
import { writeStraight } from './map-picture.ts';
import { resampleRows } from './resample-rows.ts';

/** Below this many pixels of standard deviation detail would be lost by working at a lower resolution. */
const LEAST_SIGMA = 2;

/** What the subject still counts: next to nothing, so that a picture that is nothing else has colours all the same. */
const SUBJECT_SHARE = 1e-5;
/** Red, green, blue and how much the surroundings are known, premultiplied; and how much there is of the picture. */
const CHANNELS = 5;

/**
 * The surroundings of a subject out of focus, as if it had been taken away and they were seen through a wide aperture: the
 * place of the subject is filled from what is around it, then all is blurred by a Gaussian of standard deviation `blur` times
 * the picture's longer side. The result is new and as small as holds
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
  const known = new Float32Array(w * h * 4);
  const presence = new Float32Array(w * h);
  await resampleRows(
    { channels: CHANNELS, read: (y, row) => readSurroundings(image, matte, y, row) },
    { from: width, to: w, begin: 0, step: width / w },
    { from: height, to: h, begin: 0, step: height / h },
    (y, row) => {
      for (let x = 0, i = y * w; x < w; x++, i++) {
        for (let k = 0; k < 4; k++) known[i * 4 + k] = row[x * CHANNELS + k]!;
        presence[i] = row[x * CHANNELS + 4]!;
      }
    },
    job,
  );
  fillGaps(known, w, h);
  keepClear(known, presence);
  blurValues(known, w, h, 4, sigma / ratio);
  makeOpaque(known);
  const out = rgbaImage(w, h, new Uint8ClampedArray(w * h * 4));
  writeStraight(known, out.data, 0);
  return out;
}

function readSurroundings(image: RgbaImage, matte: Matte, y: number, row: Float32Array): void {
  const { width, data } = image;
  for (let x = 0, p = y * width, i = 0; x < width; x++, p++, i += CHANNELS) {
    const alpha = data[p * 4 + 3]!;
    // Squared: the colour of what is half subject is half the subject's.
    const weight = alpha * Math.max(SUBJECT_SHARE, (1 - matte.data[p]! / 255) ** 2);
    for (let k = 0; k < 3; k++) row[i + k] = (data[p * 4 + k]! * weight) / 255;
    row[i + 3] = weight;
    row[i + 4] = alpha;
  }
}

/** Filled gaps count as much as there was of the picture: what is clear in it stays clear. */
function keepClear(values: Float32Array, presence: Float32Array): void {
  for (let i = 0; i < presence.length; i++) {
    const share = presence[i]! / 255;
    for (let k = i * 4; k < i * 4 + 4; k++) values[k] = values[k]! * share;
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
