/** How far around a pixel is looked, pixels: wider than an edge is soft, narrower than what a brush is taken for. */
const REACH = 4;
/** Of what lies around a pixel, the share that is undecided where doubt begins: an edge comes to less, be it four pixels soft. */
const FROM = 0.45;
/** From here on there is no saying. */
const FULL = 0.85;
/** Share of a picture that is doubted where a brush is worth taking. */
const LEAST_AREA = 0.0005;
/** Pixels at most that are looked at: an edge is as narrow as on the screen there, and it takes a few milliseconds. */
const MOST_PIXELS = 600_000;

/** How much a matte is doubted, row by row: 0 where it is sure, 255 where it might as well be the contrary. */
export interface Doubt {
  /** Pixels; any size, it covers the whole picture. */
  readonly width: number;
  readonly height: number;
  readonly levels: Uint8Array;
}

/**
 * Doubt is where much is undecided side by side. A line of half covered pixels is none: every edge has it.
 * @param alpha row by row, 0 to 255
 */
export function doubtOf(alpha: Uint8Array, width: number, height: number): Doubt {
  const sums = undecidedSums(alpha, width, height);
  const stride = width + 1;
  const levels = new Uint8Array(width * height);
  for (let y = 0, p = 0; y < height; y++) {
    const upper = Math.max(0, y - REACH) * stride;
    const lower = Math.min(height, y + REACH + 1) * stride;
    for (let x = 0; x < width; x++, p++) {
      const left = Math.max(0, x - REACH);
      const right = Math.min(width, x + REACH + 1);
      const sum = sums[lower + right]! - sums[lower + left]! - sums[upper + right]! + sums[upper + left]!;
      const share = (sum * stride) / (255 * (right - left) * (lower - upper));
      levels[p] = 255 * Math.min(1, Math.max(0, (share - FROM) / (FULL - FROM)));
    }
  }
  return { width, height, levels };
}

/** Sums of how undecided the pixels are that lie above and left of each, 255 for one that is half covered. */
function undecidedSums(alpha: Uint8Array, width: number, height: number): Uint32Array {
  const sums = new Uint32Array((width + 1) * (height + 1));
  for (let y = 0, p = 0; y < height; y++) {
    let row = 0;
    for (let x = 0, s = (y + 1) * (width + 1) + 1; x < width; x++, p++, s++) {
      const a = alpha[p]!;
      row += (4 * a * (255 - a)) / 255;
      sums[s] = sums[s - width - 1]! + row;
    }
  }
  return sums;
}

/** Whether there is an area that a brush is worth taking for. */
export function isWorthBrushing({ levels }: Doubt): boolean {
  let area = 0;
  for (const level of levels) if (level > 0) area++;
  return area >= LEAST_AREA * levels.length;
}

const known = new WeakMap<ImageBitmap, Doubt>();

/** The doubt about a matte in grey, looked for once. Borrows. */
export function doubtIn(matte: ImageBitmap): Doubt {
  const found = known.get(matte);
  if (found) return found;
  const share = Math.min(1, Math.sqrt(MOST_PIXELS / (matte.width * matte.height)));
  const width = Math.max(1, Math.round(matte.width * share));
  const height = Math.max(1, Math.round(matte.height * share));
  const surface = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  surface.drawImage(matte, 0, 0, width, height);
  const { data } = surface.getImageData(0, 0, width, height);
  const alpha = new Uint8Array(width * height);
  for (let p = 0; p < alpha.length; p++) alpha[p] = data[p * 4]!;
  const doubt = doubtOf(alpha, width, height);
  known.set(matte, doubt);
  return doubt;
}
