import { EngineError } from '../errors.ts';
import { type Job, step } from '../pipeline/job.ts';
import { type RgbaImage, rgbaImage } from '../raster/planes.ts';
import { keys } from './axis-map.ts';
import { type Frame, showFrame, writeStraight } from './map-picture.ts';
import { turnOf } from './turn.ts';

/** Where a picture lies on a canvas: scaled and turned about a point of its own, which comes to lie on one of the canvas. */
export interface SubjectPlace {
  /** The point of the picture, pixels from its top left corner. */
  readonly pivot: { readonly x: number; readonly y: number };
  /** Where it lies on the canvas, pixels from its top left corner. */
  readonly at: { readonly x: number; readonly y: number };
  /** Pixels of the canvas for a pixel of the picture, above 0. */
  readonly scale: number;
  /** Degrees, clockwise. */
  readonly rotation: number;
}

/**
 * A picture with alpha as it lies on a canvas of `width` x `height` pixels, centre-aligned, on premultiplied values: area
 * average down, Catmull-Rom up and where it turns; straight alpha in and out. Around it the canvas is clear.
 * Borrows `image`; the result is new, but for a picture that lies on a canvas of its size as it is: that is given back.
 * @throws EngineError `cancelled`; `invalid_argument` for a place that is none
 */
export async function placeSubject(
  image: RgbaImage,
  width: number,
  height: number,
  place: SubjectPlace,
  job: Job = {},
): Promise<RgbaImage> {
  const { pivot, at, scale, rotation } = place;
  const sane = [pivot.x, pivot.y, at.x, at.y, rotation].every(Number.isFinite) && scale > 0 && scale < 1e6;
  if (!sane) throw new EngineError('invalid_argument', 'A picture cannot be placed like this');
  if (turnOf(rotation).cos !== 1) return turned(image, width, height, place, job);
  const frame = {
    left: pivot.x - at.x / scale,
    top: pivot.y - at.y / scale,
    width: width / scale,
    height: height / scale,
  };
  const same = width === image.width && height === image.height;
  if (same && scale === 1 && frame.left === 0 && frame.top === 0) return image;
  return showFrame(image, frame, width, height, job);
}

/** How much of the work making the picture smaller is, where it comes before turning. */
const REDUCING = 0.4;

async function turned(
  image: RgbaImage,
  width: number,
  height: number,
  { pivot, at, scale, rotation }: SubjectPlace,
  job: Job,
): Promise<RgbaImage> {
  let source = image;
  let share = scale;
  let before = 0;
  let centre = pivot;
  if (scale < 1) {
    // Turning looks at the nearest pixels alone; what is between them has to be averaged in first.
    const w = Math.ceil(image.width * scale);
    const h = Math.ceil(image.height * scale);
    const frame: Frame = { left: 0, top: 0, width: w / scale, height: h / scale };
    const onProgress = (done: number) => job.onProgress?.(done * REDUCING);
    source = await showFrame(image, frame, w, h, { ...job, onProgress });
    centre = { x: pivot.x * scale, y: pivot.y * scale };
    share = 1;
    before = REDUCING;
  }
  const out = rgbaImage(width, height, new Uint8ClampedArray(width * height * 4));
  const { cos, sin } = turnOf(rotation);
  const row = new Float32Array(width * 4);
  // A pixel to the right on the canvas is this far on the picture.
  const dx = cos / share;
  const dy = -sin / share;
  for (let y = 0; y < height; y++) {
    const v = y + 0.5 - at.y;
    const x0 = centre.x + ((0.5 - at.x) * cos + v * sin) / share - 0.5;
    const y0 = centre.y + (v * cos - (0.5 - at.x) * sin) / share - 0.5;
    sampleLine(source, { x0, y0, dx, dy }, row);
    writeStraight(row, out.data, y * width * 4);
    if (y % 64 === 63) await step(job, before + ((y + 1) / height) * (1 - before));
  }
  await step(job, 1);
  return out;
}

/** A line across a picture: sample `i` lies `i` times the step behind the first, 0 being the centre of the first pixel. */
interface Line {
  readonly x0: number;
  readonly y0: number;
  readonly dx: number;
  readonly dy: number;
}

/** Scratch of `sampleLine`: weights of four columns and of four rows. */
const WEIGHTS = 8;

/** Catmull-Rom along a line, premultiplied; beside the picture everything is clear. */
function sampleLine({ data, width, height }: RgbaImage, { x0, y0, dx, dy }: Line, row: Float32Array): void {
  row.fill(0);
  const w = new Float64Array(WEIGHTS);
  const from = { begin: 0, end: row.length / 4 };
  clip(from, x0, dx, -1.5, width + 0.5);
  clip(from, y0, dy, -1.5, height + 0.5);
  for (let i = from.begin; i < from.end; i++) {
    const x = x0 + i * dx;
    const y = y0 + i * dy;
    const left = Math.floor(x) - 1;
    const top = Math.floor(y) - 1;
    for (let k = 0; k < 4; k++) {
      w[k] = keys(x - left - k);
      w[4 + k] = keys(y - top - k);
    }
    let r = 0;
    let g = 0;
    let b = 0;
    let a = 0;
    for (let j = 0; j < 4; j++) {
      const sy = top + j;
      if (sy < 0 || sy >= height) continue;
      for (let k = 0; k < 4; k++) {
        const sx = left + k;
        if (sx < 0 || sx >= width) continue;
        const p = (sy * width + sx) * 4;
        const alpha = data[p + 3]!;
        if (alpha === 0) continue;
        const weight = w[4 + j]! * w[k]!;
        const part = (weight * alpha) / 255;
        r += data[p]! * part;
        g += data[p + 1]! * part;
        b += data[p + 2]! * part;
        a += weight * alpha;
      }
    }
    row[i * 4] = r;
    row[i * 4 + 1] = g;
    row[i * 4 + 2] = b;
    row[i * 4 + 3] = a;
  }
}

/** Narrows a range of `i` to where `first + i * change` lies between `low` and `high`. */
function clip(
  range: { begin: number; end: number },
  first: number,
  change: number,
  low: number,
  high: number,
): void {
  if (change === 0) {
    if (first < low || first > high) range.end = range.begin;
    return;
  }
  const a = (low - first) / change;
  const b = (high - first) / change;
  range.begin = Math.max(range.begin, Math.floor(Math.min(a, b)));
  range.end = Math.min(range.end, Math.ceil(Math.max(a, b)) + 1);
}
