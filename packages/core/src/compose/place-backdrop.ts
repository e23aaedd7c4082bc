import { EngineError } from '../errors.ts';
import { type Job, step } from '../pipeline/job.ts';
import { type RgbaImage, rgbaImage } from '../raster/planes.ts';
import { showFrame } from './map-picture.ts';

/**
 * How a background picture fills a canvas. `cover`: as small as covers it all; `contain`: as large as is wholly seen;
 * `stretch`: its sides become the canvas's; `tile`: as `contain`, and repeated all around.
 */
export const BACKDROP_FITS = ['cover', 'contain', 'stretch', 'tile'] as const;
export type BackdropFit = (typeof BACKDROP_FITS)[number];

/** Where the free space goes (or the surplus is cut): 0 left or top, 0.5 in the middle, 1 right or bottom. */
export interface Anchor {
  readonly x: number;
  readonly y: number;
}

/** Names for the anchors that people mean most. */
export const ANCHORS = {
  'top-left': { x: 0, y: 0 },
  top: { x: 0.5, y: 0 },
  'top-right': { x: 1, y: 0 },
  left: { x: 0, y: 0.5 },
  center: { x: 0.5, y: 0.5 },
  right: { x: 1, y: 0.5 },
  'bottom-left': { x: 0, y: 1 },
  bottom: { x: 0.5, y: 1 },
  'bottom-right': { x: 1, y: 1 },
} as const satisfies Readonly<Record<string, Anchor>>;

export interface BackdropPlace {
  /** `cover` when absent. */
  readonly fit?: BackdropFit | undefined;
  /** The middle when absent. */
  readonly position?: Anchor | undefined;
  /** Times the size that `fit` gives, above 0; 1 when absent. */
  readonly scale?: number | undefined;
}

/**
 * A background picture as it lies on a canvas of `width` x `height` pixels; what it leaves free is clear. Everything is
 * relative to the canvas, so that a canvas of another size and the same ratio shows the same. Borrows `image`; the result is
 * new.
 * @throws EngineError `cancelled`; `invalid_argument` for a size, a fit, a position or a scale that is none
 */
export async function placeBackdrop(
  image: RgbaImage,
  width: number,
  height: number,
  { fit = 'cover', position = ANCHORS.center, scale = 1 }: BackdropPlace = {},
  job: Job = {},
): Promise<RgbaImage> {
  if (!BACKDROP_FITS.includes(fit)) throw new EngineError('invalid_argument', `Unknown fit "${fit}"`);
  if (!(scale > 0 && Number.isFinite(scale + position.x + position.y))) {
    throw new EngineError('invalid_argument', 'A background needs a scale above 0 and a position in numbers');
  }
  const ratios = [width / image.width, height / image.height] as const;
  const share = fit === 'cover' ? Math.max(...ratios) : Math.min(...ratios);
  const [across, down] = fit === 'stretch' ? ratios : [share, share];
  // Whole pixels, or straight sides would be half clear.
  const w = Math.max(1, Math.round(image.width * across * scale));
  const h = Math.max(1, Math.round(image.height * down * scale));
  const left = Math.round((width - w) * position.x);
  const top = Math.round((height - h) * position.y);
  if (fit === 'tile' && (w < width || h < height)) {
    const tile = await showFrame(image, wholeOf(image), w, h, job);
    await step(job, 1);
    return repeat(tile, width, height, left, top);
  }
  const sx = image.width / w;
  const sy = image.height / h;
  const frame = { left: -left * sx, top: -top * sy, width: width * sx, height: height * sy };
  return showFrame(image, frame, width, height, job);
}

function wholeOf({ width, height }: RgbaImage) {
  return { left: 0, top: 0, width, height };
}

/** `tile` all over a canvas, one of its corners at `left`, `top`. */
function repeat(tile: RgbaImage, width: number, height: number, left: number, top: number): RgbaImage {
  const out = rgbaImage(width, height, new Uint8ClampedArray(width * height * 4));
  for (let y = 0; y < height; y++) {
    const row = modulo(y - top, tile.height) * tile.width;
    for (let x = 0; x < width; ) {
      const from = modulo(x - left, tile.width);
      const count = Math.min(width - x, tile.width - from);
      const part = tile.data.subarray((row + from) * 4, (row + from + count) * 4);
      out.data.set(part, (y * width + x) * 4);
      x += count;
    }
  }
  return out;
}

function modulo(a: number, n: number): number {
  return ((a % n) + n) % n;
}
