import { EngineError } from '../errors.ts';
import { type Job, step } from '../pipeline/job.ts';
import { type Matte, type RgbaImage, matte as wrapMatte } from '../raster/planes.ts';
import { alphaOf } from './alpha-of.ts';
import { blurValues } from './blur-values.ts';
import { resampleRows } from './resample-rows.ts';
import { subjectBox } from './subject-box.ts';

/** `drop`: the subject's outline, as on a wall behind it. `contact`: on the ground, where it stands. */
export const SHADOW_TYPES = ['drop', 'contact'] as const;
export type ShadowType = (typeof SHADOW_TYPES)[number];

/** Lengths in pixels of the canvas. */
export interface Shadow {
  readonly type: ShadowType;
  /** How far it lies to the right of where it would by itself, and below. */
  readonly x: number;
  readonly y: number;
  /** Standard deviation of the Gaussian that softens it, 0 or more. */
  readonly blur: number;
  /** Alpha of its darkest part, 0..1. */
  readonly opacity: number;
}

/** How far a shadow on the ground reaches from where the subject stands, as a share of the subject's height. */
const REACH = 0.075;
/** Parts of the subject that end this far above its lowest line do not stand on the ground, as a share of its height. */
const HOVER = 0.3;

/** Below this many pixels of standard deviation detail would be lost by working at a lower resolution. */
const LEAST_SIGMA = 2;

/**
 * The shadow that a picture with alpha casts on the canvas that it lies on, as alpha for `tint`, which lays a colour by it below
 * the subject in the normal blend. What lies outside the canvas casts nothing. Borrows `layer`; the result is new.
 * @throws EngineError `cancelled`; `invalid_argument` for a shadow that is none
 */
export async function castShadow(layer: RgbaImage, shadow: Shadow, job: Job = {}): Promise<Matte> {
  const { blur, opacity } = shadow;
  const sane = Number.isFinite(shadow.x + shadow.y + blur) && blur >= 0 && opacity >= 0 && opacity <= 1;
  if (!sane || !SHADOW_TYPES.includes(shadow.type)) {
    throw new EngineError('invalid_argument', 'A shadow needs lengths in pixels and an opacity of 0 to 1');
  }
  const { width, height } = layer;
  // What is blurred has no detail that a smaller plane could not hold.
  const ratio = Math.max(1, Math.floor(blur / LEAST_SIGMA));
  const plane = { width: Math.ceil(width / ratio), height: Math.ceil(height / ratio) };
  const first = { ...job, onProgress: (done: number) => job.onProgress?.(done / 2) };
  const values =
    shadow.type === 'drop'
      ? await outlineOf(layer, shadow, plane, first)
      : await contactOf(layer, shadow, plane, first);
  blurValues(values, plane.width, plane.height, 1, blur / ratio);
  if (shadow.type === 'contact') liftToFull(values);
  const out = wrapMatte(width, height, new Uint8Array(width * height));
  await resampleRows(
    { channels: 1, read: (y, row) => row.set(values.subarray(y * plane.width, (y + 1) * plane.width)) },
    { from: plane.width, to: width, begin: 0, step: plane.width / width },
    { from: plane.height, to: height, begin: 0, step: plane.height / height },
    (y, row) => writeAlpha(row, opacity, out.data, y * width),
    { ...job, onProgress: done => job.onProgress?.(0.5 + done / 2) },
  );
  return out;
}

interface PlaneSize {
  readonly width: number;
  readonly height: number;
}

/** The subject's alpha, moved, at the size of a plane. */
async function outlineOf(
  layer: RgbaImage,
  { x, y }: Shadow,
  plane: PlaneSize,
  job: Job,
): Promise<Float32Array> {
  const values = new Float32Array(plane.width * plane.height);
  await resampleRows(
    { channels: 1, read: (y, row) => readAlpha(layer, y, row) },
    { from: layer.width, to: plane.width, begin: -x, step: layer.width / plane.width },
    { from: layer.height, to: plane.height, begin: -y, step: layer.height / plane.height },
    (y, row) => values.set(row, y * plane.width),
    job,
  );
  return values;
}

/**
 * What is dark below a subject that stands on the ground: each column's lowest point throws a shadow around itself, the
 * weaker the higher it hovers above the lowest line of all. So every leg of a chair has its own.
 */
async function contactOf(
  layer: RgbaImage,
  { x, y }: Shadow,
  plane: PlaneSize,
  job: Job,
): Promise<Float32Array> {
  const values = new Float32Array(plane.width * plane.height);
  await step(job, 0);
  const box = subjectBox(alphaOf(layer));
  if (box === undefined) return values;
  const sx = plane.width / layer.width;
  const sy = plane.height / layer.height;
  const reach = Math.max(1, box.height * REACH * sy);
  for (let column = box.left; column < box.left + box.width; column++) {
    const lowest = lowestPoint(layer, column, box.top);
    const hover = (box.top + box.height - lowest) / (box.height * HOVER);
    const to = Math.floor((column + 0.5 + x) * sx);
    if (hover >= 1 || to < 0 || to >= plane.width) continue;
    const strength = 255 * sx * (1 - hover) * (1 - hover);
    throwAround(values, plane, to, (lowest + y) * sy, reach, strength);
  }
  await step(job, 1);
  return values;
}

/** Where the subject ends in a column, pixels from the top; the top of all where it is not in it. */
function lowestPoint({ data, width, height }: RgbaImage, column: number, top: number): number {
  for (let y = height - 1; y >= top; y--) if (data[(y * width + column) * 4 + 3]! >= 128) return y + 1;
  return top;
}

/** Adds what falls off from a point up and down in a column of a plane. */
function throwAround(
  values: Float32Array,
  { width, height }: PlaneSize,
  column: number,
  middle: number,
  reach: number,
  strength: number,
): void {
  const from = Math.max(0, Math.ceil(middle - reach - 0.5));
  const to = Math.min(height - 1, Math.floor(middle + reach - 0.5));
  for (let y = from; y <= to; y++) {
    const near = 1 - Math.abs(y + 0.5 - middle) / reach;
    const at = y * width + column;
    values[at] = values[at]! + strength * near * near;
  }
}

/** Makes the largest value 255, where there is any. */
function liftToFull(values: Float32Array): void {
  let most = 0;
  for (const value of values) most = Math.max(most, value);
  if (most === 0) return;
  for (let i = 0; i < values.length; i++) values[i] = (values[i]! * 255) / most;
}

function readAlpha({ data, width }: RgbaImage, y: number, row: Float32Array): void {
  const from = y * width * 4 + 3;
  for (let x = 0; x < width; x++) row[x] = data[from + x * 4]!;
}

function writeAlpha(row: Float32Array, opacity: number, out: Uint8Array, at: number): void {
  for (let x = 0; x < row.length; x++) {
    const value = row[x]! * opacity;
    out[at + x] = value <= 0 ? 0 : value >= 255 ? 255 : (value + 0.5) | 0;
  }
}
