import { EngineError } from '../errors.ts';
import type { Job } from '../pipeline/job.ts';
import { type Matte, type RgbaImage, matte as wrapMatte } from '../raster/planes.ts';
import type { AxisMap } from './axis-map.ts';
import { blurValues } from './blur-values.ts';
import { resampleRows } from './resample-rows.ts';
import { subjectBox } from './subject-box.ts';

/** `drop`: the subject's outline, as on a wall behind it. `contact`: lying on the ground below it. */
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

/** How high a shadow on the ground is for the height of what casts it: the light comes from above and in front. */
const SQUASH = 0.1;

/** Below this many pixels of standard deviation detail would be lost by working at a lower resolution. */
const LEAST_SIGMA = 2;

/**
 * The shadow that a picture with alpha casts on the canvas that it lies on, as alpha for `tint`. The light of a colour is laid
 * below the subject by the normal blend; what lies outside the canvas casts nothing. Borrows `layer`; the result is new.
 * @throws EngineError `cancelled`; `invalid_argument` for a shadow that is none
 */
export async function castShadow(layer: RgbaImage, shadow: Shadow, job: Job = {}): Promise<Matte> {
  const { blur, opacity } = shadow;
  const sane = Number.isFinite(shadow.x + shadow.y + blur) && blur >= 0 && opacity >= 0 && opacity <= 1;
  if (!sane || !SHADOW_TYPES.includes(shadow.type)) {
    throw new EngineError('invalid_argument', 'A shadow needs lengths in pixels and an opacity of 0 to 1');
  }
  const { width, height } = layer;
  const out = wrapMatte(width, height, new Uint8Array(width * height));
  // What is blurred has no detail that a smaller plane could not hold.
  const ratio = Math.max(1, Math.floor(blur / LEAST_SIGMA));
  const w = Math.ceil(width / ratio);
  const h = Math.ceil(height / ratio);
  const across = { from: width, to: w, begin: -shadow.x, step: width / w };
  const down = lyingDown(layer, shadow, { from: height, to: h, begin: -shadow.y, step: height / h });
  if (down === undefined) return out;
  const plane = new Float32Array(w * h);
  await resampleRows(
    { channels: 1, read: (y, row) => readAlpha(layer, y, row) },
    across,
    down,
    (y, row) => plane.set(row, y * w),
    { ...job, onProgress: done => job.onProgress?.(done / 2) },
  );
  blurValues(plane, w, h, 1, blur / ratio);
  await resampleRows(
    { channels: 1, read: (y, row) => row.set(plane.subarray(y * w, (y + 1) * w)) },
    { from: w, to: width, begin: 0, step: w / width },
    { from: h, to: height, begin: 0, step: h / height },
    (y, row) => writeAlpha(row, opacity, out.data, y * width),
    { ...job, onProgress: done => job.onProgress?.(0.5 + done / 2) },
  );
  return out;
}

/**
 * How the rows of a shadow follow from the canvas's: as they are for a drop shadow, squashed towards the subject's lowest
 * line for one on the ground, which it lies half before and half behind. Nothing where there is no subject.
 */
function lyingDown(layer: RgbaImage, shadow: Shadow, down: AxisMap): AxisMap | undefined {
  if (shadow.type === 'drop') return down;
  const box = subjectBox(alphaOf(layer));
  if (box === undefined) return undefined;
  const foot = box.top + box.height;
  const lowest = foot + (box.height * SQUASH) / 2 + shadow.y;
  return { ...down, begin: foot - lowest / SQUASH, step: down.step / SQUASH };
}

function alphaOf({ data, width, height }: RgbaImage): Matte {
  const alpha = new Uint8Array(width * height);
  for (let i = 0; i < alpha.length; i++) alpha[i] = data[i * 4 + 3]!;
  return wrapMatte(width, height, alpha);
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
