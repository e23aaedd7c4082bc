import { EngineError } from '../errors.ts';
import { type Job, step } from '../pipeline/job.ts';
import { type RgbaImage, rgbaImage } from '../raster/planes.ts';
import { type AxisMap, isShift } from './axis-map.ts';
import { resampleRows } from './resample-rows.ts';

/** A rectangle on a picture or beyond it, in its pixels; none of its numbers need be whole. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The part of a picture that a frame shows, at `width` x `height` pixels, centre-aligned: area average down, Catmull-Rom up,
 * on premultiplied values, so that hidden colours do not show; straight alpha in and out. What the frame shows beyond the
 * picture is clear. Borrows `image`; the result is new. Pixels that keep their size and grid keep their bytes, but for the
 * colours of clear ones, which become black.
 * @throws EngineError `cancelled`; `invalid_argument` for a size or a frame that is none
 */
export async function showFrame(
  image: RgbaImage,
  frame: Frame,
  width: number,
  height: number,
  job: Job = {},
): Promise<RgbaImage> {
  checkFrame(frame, width, height);
  const across = { from: image.width, to: width, begin: frame.left, step: frame.width / width };
  const down = { from: image.height, to: height, begin: frame.top, step: frame.height / height };
  const out = rgbaImage(width, height, new Uint8ClampedArray(width * height * 4));
  if (isShift(across) && isShift(down)) {
    await step(job, 0);
    copyShifted(image, across, down, out);
    await step(job, 1);
    return out;
  }
  await resampleRows(
    { channels: 4, read: (y, row) => readPremultiplied(image, y, row) },
    across,
    down,
    (y, row) => writeStraight(row, out.data, y * width * 4),
    job,
  );
  return out;
}

/**
 * A picture made smaller where its longer side has more than `side` pixels, else the very picture: nothing is enlarged.
 * Borrows `image`.
 * @throws EngineError `cancelled`; `invalid_argument` where `side` is not a positive whole number
 */
export async function limitSide(image: RgbaImage, side: number, job: Job = {}): Promise<RgbaImage> {
  const { width, height } = image;
  if (!Number.isInteger(side) || side < 1) {
    throw new EngineError('invalid_argument', `A side is a positive whole number, not ${side}`);
  }
  const share = side / Math.max(width, height);
  if (share >= 1) return image;
  const sized = (n: number) => Math.max(1, Math.round(n * share));
  return showFrame(image, { left: 0, top: 0, width, height }, sized(width), sized(height), job);
}

function checkFrame(frame: Frame, width: number, height: number): void {
  const sized = Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0;
  const framed =
    frame.width > 0 &&
    frame.height > 0 &&
    [frame.left, frame.top, frame.width, frame.height].every(Number.isFinite);
  if (!sized || !framed)
    throw new EngineError('invalid_argument', 'A picture cannot be shown in such a frame');
}

function copyShifted(image: RgbaImage, across: AxisMap, down: AxisMap, out: RgbaImage): void {
  const x0 = Math.max(0, -across.begin);
  const x1 = Math.min(across.to, image.width - across.begin);
  if (x1 <= x0) return;
  for (let y = 0; y < down.to; y++) {
    const source = y + down.begin;
    if (source < 0 || source >= image.height) continue;
    const from = (source * image.width + x0 + across.begin) * 4;
    const at = (y * out.width + x0) * 4;
    out.data.set(image.data.subarray(from, from + (x1 - x0) * 4), at);
    clearHidden(out.data, at, at + (x1 - x0) * 4);
  }
}

function clearHidden(data: RgbaImage['data'], from: number, to: number): void {
  for (let p = from; p < to; p += 4) if (data[p + 3] === 0) data.fill(0, p, p + 3);
}

/** Row `y` as colours times alpha and alpha, all 0..255. */
export function readPremultiplied({ data, width }: RgbaImage, y: number, row: Float32Array): void {
  let p = y * width * 4;
  for (let i = 0; i < width * 4; i += 4, p += 4) {
    const a = data[p + 3]!;
    const share = a / 255;
    row[i] = data[p]! * share;
    row[i + 1] = data[p + 1]! * share;
    row[i + 2] = data[p + 2]! * share;
    row[i + 3] = a;
  }
}

/** Writes a premultiplied row as straight bytes from `at` on: within 0..255, clear pixels black. */
export function writeStraight(row: Float32Array, out: RgbaImage['data'], at: number): void {
  let p = at;
  for (let i = 0; i < row.length; i += 4, p += 4) {
    const alpha = row[i + 3]!;
    if (alpha < 0.5) {
      out[p] = 0;
      out[p + 1] = 0;
      out[p + 2] = 0;
      out[p + 3] = 0;
      continue;
    }
    // Overshoot of the cubic: no alpha above 255, no colour beyond what its alpha allows.
    const share = 255 / alpha;
    out[p] = toByte(row[i]! * share);
    out[p + 1] = toByte(row[i + 1]! * share);
    out[p + 2] = toByte(row[i + 2]! * share);
    out[p + 3] = toByte(alpha);
  }
}

function toByte(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : (value + 0.5) | 0;
}
