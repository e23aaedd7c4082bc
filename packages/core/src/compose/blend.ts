import { EngineError } from '../errors.ts';
import { type Job, step } from '../pipeline/job.ts';
import type { Matte, RgbaImage } from '../raster/planes.ts';
import type { Colour } from './colour.ts';

/** How a picture meets what lies below it: the separable modes of W3C Compositing and Blending Level 1 that there are here. */
export const BLEND_MODES = ['normal', 'multiply', 'screen', 'overlay'] as const;
export type BlendMode = (typeof BLEND_MODES)[number];

/** Pixels between two steps of a job. */
const PIXELS_A_STEP = 1 << 19;

/**
 * Lays `source` over `backdrop` as W3C Compositing and Blending Level 1 has it: the colour of the source is mixed with
 * B(cb, cs) by the backdrop's alpha, then comes source-over. Both may be transparent; straight alpha in and out, on sRGB
 * values as they are (not linear light), as browsers and design programs do. Rounded once, at the end.
 * Takes `backdrop`: its buffer becomes the result. Borrows `source`.
 * @throws EngineError `cancelled` (`backdrop` may be half changed then); `invalid_argument` when the sizes differ or the mode
 * is unknown.
 */
export async function blend(
  backdrop: RgbaImage,
  source: RgbaImage,
  mode: BlendMode = 'normal',
  job: Job = {},
): Promise<RgbaImage> {
  checkSameSize(backdrop, source);
  if (!BLEND_MODES.includes(mode)) throw new EngineError('invalid_argument', `Unknown blend mode "${mode}"`);
  const pixels = source.width * source.height;
  await step(job, 0);
  for (let from = 0; from < pixels; from += PIXELS_A_STEP) {
    const to = Math.min(pixels, from + PIXELS_A_STEP);
    if (mode === 'normal') layOver(backdrop.data, source.data, from * 4, to * 4);
    else mixOver(backdrop.data, source.data, from * 4, to * 4, mode);
    await step(job, to / pixels);
  }
  return backdrop;
}

/**
 * Lays one colour over `backdrop` where `matte` says, by its alpha times the colour's own: source-over, straight alpha, on
 * sRGB values. Takes `backdrop`: its buffer becomes the result. Borrows `matte`.
 * @throws EngineError `cancelled` (`backdrop` may be half changed then); `invalid_argument` when the sizes differ.
 */
export async function tint(
  backdrop: RgbaImage,
  matte: Matte,
  colour: Colour,
  job: Job = {},
): Promise<RgbaImage> {
  checkSameSize(backdrop, matte);
  const pixels = matte.data.length;
  await step(job, 0);
  for (let from = 0; from < pixels; from += PIXELS_A_STEP) {
    const to = Math.min(pixels, from + PIXELS_A_STEP);
    tintPixels(backdrop.data, matte.data, from, to, colour);
    await step(job, to / pixels);
  }
  return backdrop;
}

function checkSameSize(backdrop: RgbaImage, source: RgbaImage | Matte): void {
  if (backdrop.width === source.width && backdrop.height === source.height) return;
  throw new EngineError('invalid_argument', 'Background and what is laid over it differ in size');
}

type Pixels = RgbaImage['data'];

/** Source-over of pixels; `| 0` because one kind of byte array rounds what it is given and the other cuts it off. */
function layOver(below: Pixels, above: Pixels, from: number, to: number): void {
  for (let p = from; p < to; p += 4) {
    const as = above[p + 3]!;
    if (as === 0) continue;
    const ab = below[p + 3]!;
    if (as === 255 || ab === 0) {
      below[p] = above[p]!;
      below[p + 1] = above[p + 1]!;
      below[p + 2] = above[p + 2]!;
      below[p + 3] = as;
      continue;
    }
    const share = as / 255;
    const alpha = share + (ab / 255) * (1 - share);
    const w = share / alpha;
    below[p] = (below[p]! + (above[p]! - below[p]!) * w + 0.5) | 0;
    below[p + 1] = (below[p + 1]! + (above[p + 1]! - below[p + 1]!) * w + 0.5) | 0;
    below[p + 2] = (below[p + 2]! + (above[p + 2]! - below[p + 2]!) * w + 0.5) | 0;
    below[p + 3] = (alpha * 255 + 0.5) | 0;
  }
}

function tintPixels(below: Pixels, matte: Uint8Array, from: number, to: number, colour: Colour): void {
  const { r, g, b } = colour;
  const most = colour.a / (255 * 255);
  for (let i = from, p = from * 4; i < to; i++, p += 4) {
    const share = matte[i]! * most;
    if (share === 0) continue;
    const alpha = share + (below[p + 3]! / 255) * (1 - share);
    const w = share / alpha;
    below[p] = (below[p]! + (r - below[p]!) * w + 0.5) | 0;
    below[p + 1] = (below[p + 1]! + (g - below[p + 1]!) * w + 0.5) | 0;
    below[p + 2] = (below[p + 2]! + (b - below[p + 2]!) * w + 0.5) | 0;
    below[p + 3] = (alpha * 255 + 0.5) | 0;
  }
}

function mixOver(below: Pixels, above: Pixels, from: number, to: number, mode: BlendMode): void {
  for (let p = from; p < to; p += 4) {
    const as = above[p + 3]!;
    if (as === 0) continue;
    const ab = below[p + 3]! / 255;
    const share = as / 255;
    const alpha = share + ab * (1 - share);
    const w = share / alpha;
    for (let c = p; c < p + 3; c++) {
      const cb = below[c]!;
      const cs = above[c]!;
      const mixed = cs + (mixture(mode, cb, cs) - cs) * ab;
      below[c] = (cb + (mixed - cb) * w + 0.5) | 0;
    }
    below[p + 3] = (alpha * 255 + 0.5) | 0;
  }
}

/** B(cb, cs) of the specification, on 0..255. */
function mixture(mode: BlendMode, cb: number, cs: number): number {
  if (mode === 'multiply') return (cb * cs) / 255;
  if (mode === 'screen') return cb + cs - (cb * cs) / 255;
  if (mode === 'normal') return cs;
  // Overlay is hard-light with its arguments exchanged.
  return 2 * cb <= 255 ? (2 * cb * cs) / 255 : 2 * cb - 255 + cs - ((2 * cb - 255) * cs) / 255;
}
