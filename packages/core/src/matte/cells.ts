import type { FloatMatte, RgbPlanes } from '../raster/planes.ts';

/**
 * A matte and its colours in cells of two by two pixels, in which the band is laid out and colours are sampled: a cell's
 * mean carries half the noise of a pixel. The last cell of an odd side repeats the last pixel.
 */
export interface Cells {
  readonly width: number;
  readonly height: number;
  /** Mean colour in linear light, 0..1, R G B planes: what lenses and film mix, so what alpha is a share of. */
  readonly light: readonly [Float32Array, Float32Array, Float32Array];
  /** Mean alpha 0..1. */
  readonly alpha: Float32Array;
  /** What the matte says of all four pixels: see `Verdict`. */
  readonly verdict: Uint8Array;
}

/** A cell's pixels are all background, all subject, or undecided (or at odds). */
export const BACKGROUND = 0;
export const SUBJECT = 1;
export const UNDECIDED = 2;

/** Alpha this close to 0 or 1 is the network's noise, not glass. */
export const DEAD_ZONE = 0.02;

/** sRGB 0..255 to linear light 0..1, by a plain square: within 4 % of the standard's curve, and monotonic. */
export function toLight(value: number): number {
  return (value * value) / 65025;
}

/** Borrows both; the cells are new. */
export function makeCells(
  { data: alpha, width: w, height: h }: FloatMatte,
  { data: colour }: RgbPlanes,
): Cells {
  const width = (w + 1) >> 1;
  const height = (h + 1) >> 1;
  const n = w * h;
  const count = width * height;
  const light = [new Float32Array(count), new Float32Array(count), new Float32Array(count)] as const;
  const mean = new Float32Array(count);
  const verdict = new Uint8Array(count);
  const [red, green, blue] = light;
  for (let y = 0, o = 0; y < height; y++) {
    const down = 2 * y + 1 < h ? w : 0;
    for (let x = 0; x < width; x++, o++) {
      const i = 2 * y * w + 2 * x;
      const right = 2 * x + 1 < w ? 1 : 0;
      red[o] = lightOf(colour, i, right, down);
      green[o] = lightOf(colour, n + i, right, down);
      blue[o] = lightOf(colour, 2 * n + i, right, down);
      const a = alpha[i]!;
      const b = alpha[i + right]!;
      const c = alpha[i + down]!;
      const d = alpha[i + down + right]!;
      mean[o] = (a + b + c + d) / 4;
      const lowest = Math.min(a, b, c, d);
      const highest = Math.max(a, b, c, d);
      verdict[o] = highest <= DEAD_ZONE ? BACKGROUND : lowest >= 1 - DEAD_ZONE ? SUBJECT : UNDECIDED;
    }
  }
  return { width, height, light, alpha: mean, verdict };
}

function lightOf(plane: Float32Array, i: number, right: number, down: number): number {
  return (
    (toLight(plane[i]!) +
      toLight(plane[i + right]!) +
      toLight(plane[i + down]!) +
      toLight(plane[i + down + right]!)) /
    4
  );
}
