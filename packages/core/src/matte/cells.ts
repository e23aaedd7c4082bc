import type { FloatMatte, RgbPlanes } from '../raster/planes.ts';

/** A part of a grid of cells. */
export interface CellWindow {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Part of a matte and its colours in cells of two by two pixels, in which the band is laid out and colours are sampled: a
 * cell's mean carries half the noise of a pixel. The last cell of an odd side repeats the last pixel. Cell `x`, `y` of the
 * window begins at pixel `2 * (left + x)`, `2 * (top + y)`.
 */
export interface Cells extends CellWindow {
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
  return value * value * TO_LIGHT;
}

const TO_LIGHT = 1 / 65025;

/**
 * The cells in which a matte is not all background or all subject, and `margin` more on every side; of no size where there
 * are none. Borrows `alpha`.
 */
export function undecidedWindow({ data, width: w, height: h }: FloatMatte, margin: number): CellWindow {
  let left = w;
  let right = -1;
  let top = h;
  let bottom = -1;
  for (let y = 0; y < h; y++) {
    const row = y * w;
    const above = y > 0 ? row - w : row;
    let first = 0;
    while (
      first < w &&
      sameSide(data[row + first]!, data[above + first]!, data[row + Math.max(0, first - 1)]!)
    )
      first++;
    if (first === w) continue;
    let last = w - 1;
    while (sameSide(data[row + last]!, data[above + last]!, data[row + Math.max(0, last - 1)]!)) last--;
    left = Math.min(left, first);
    right = Math.max(right, last);
    top = Math.min(top, y);
    bottom = y;
  }
  if (right < 0) return { left: 0, top: 0, width: 0, height: 0 };
  const x0 = Math.max(0, (left >> 1) - 1 - margin);
  const y0 = Math.max(0, (top >> 1) - 1 - margin);
  const x1 = Math.min((w + 1) >> 1, (right >> 1) + 2 + margin);
  const y1 = Math.min((h + 1) >> 1, (bottom >> 1) + 2 + margin);
  return { left: x0, top: y0, width: x1 - x0, height: y1 - y0 };
}

/** Whether a pixel and two neighbours are all background or all subject. */
function sameSide(a: number, b: number, c: number): boolean {
  return (
    (a <= DEAD_ZONE && b <= DEAD_ZONE && c <= DEAD_ZONE) ||
    (a >= 1 - DEAD_ZONE && b >= 1 - DEAD_ZONE && c >= 1 - DEAD_ZONE)
  );
}

/** The cells of a window, or all. Borrows both; the cells are new. */
export function makeCells(
  { data: alpha, width: w, height: h }: FloatMatte,
  { data: colour }: RgbPlanes,
  { left, top, width, height }: CellWindow = { left: 0, top: 0, width: (w + 1) >> 1, height: (h + 1) >> 1 },
): Cells {
  const n = w * h;
  const count = width * height;
  const light = [new Float32Array(count), new Float32Array(count), new Float32Array(count)] as const;
  const mean = new Float32Array(count);
  const verdict = new Uint8Array(count);
  for (let y = 0, o = 0; y < height; y++) {
    const v = 2 * (top + y);
    const down = v + 1 < h ? w : 0;
    for (let x = 0; x < width; x++, o++) {
      const u = 2 * (left + x);
      const i = v * w + u;
      const right = u + 1 < w ? 1 : 0;
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
  for (let c = 0; c < 3; c++) {
    const plane = light[c]!;
    for (let y = 0, o = 0; y < height; y++) {
      const v = 2 * (top + y);
      const down = v + 1 < h ? w : 0;
      for (let x = 0; x < width; x++, o++) {
        const u = 2 * (left + x);
        const i = c * n + v * w + u;
        const right = u + 1 < w ? 1 : 0;
        const p = colour[i]!;
        const q = colour[i + right]!;
        const r = colour[i + down]!;
        const s = colour[i + down + right]!;
        plane[o] = (p * p + q * q + r * r + s * s) * (TO_LIGHT / 4);
      }
    }
  }
  return { left, top, width, height, light, alpha: mean, verdict };
}

/** Alpha with the network's noise at both ends cut off. */
export function stretch(alpha: number): number {
  return Math.min(1, Math.max(0, (alpha - DEAD_ZONE) / (1 - 2 * DEAD_ZONE)));
}
