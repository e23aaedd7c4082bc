import type { RgbPlanes } from '../raster/planes.ts';
import type { PixelList } from './pixel-list.ts';

/** Neighbours that come after a pixel in reading order, of the 24 that share a window with it. */
export const LINKS = 12;

/** Pixels to solve for, and the closed-form matting Laplacian among them. */
export interface BandSystem extends PixelList {
  /** Of unknown `u`: what `links[u * LINKS + k]` ties it to, itself where that is no unknown. */
  readonly others: Int32Array;
  readonly links: Float32Array;
  readonly diagonal: Float32Array;
  /** What known pixels around each unknown add to the right-hand side. */
  readonly pull: Float32Array;
}

/** An empty system for some pixels of a picture; `addWindows` fills it. Borrows `unknowns`. */
export function createBandSystem(unknowns: PixelList, width: number): BandSystem {
  const { pixels, index } = unknowns;
  const reach = new Int32Array(LINKS);
  reach[0] = 1;
  reach[1] = 2;
  for (let dy = 1, k = 2; dy <= 2; dy++) for (let dx = -2; dx <= 2; dx++) reach[k++] = dy * width + dx;
  const others = new Int32Array(pixels.length * LINKS);
  for (let u = 0, l = 0; u < pixels.length; u++) {
    for (let k = 0; k < LINKS; k++, l++) {
      // Beyond the side of the picture this is some pixel of the next row: no window joins the two, so their link stays 0.
      const at = pixels[u]! + reach[k]!;
      const other = at < index.length ? index[at]! : -1;
      others[l] = other < 0 ? u : other;
    }
  }
  return {
    ...unknowns,
    others,
    links: new Float32Array(pixels.length * LINKS),
    diagonal: new Float32Array(pixels.length),
    pull: new Float32Array(pixels.length),
  };
}

/**
 * Adds the windows centred on rows `from` to `to` (exclusive) to the closed-form matting Laplacian (Levin, Lischinski,
 * Weiss, "A Closed-Form Solution to Natural Image Matting", TPAMI 2008, eq. 12) for 3 x 3 windows: in each, alpha should
 * be a linear function of colour, up to `epsilon`. Windows without an unknown are passed over. Borrows all but `system`.
 */
export function addWindows(
  system: BandSystem,
  { data, width, height }: RgbPlanes,
  known: Float32Array,
  epsilon: number,
  from: number,
  to: number,
): void {
  const { index, links, diagonal, pull } = system;
  const n = width * height;
  const at = Int32Array.of(-width - 1, -width, -width + 1, -1, 0, 1, width - 1, width, width + 1);
  const colour = new Float64Array(27);
  const spun = new Float64Array(27);
  const unknown = new Int32Array(9);
  for (let y = Math.max(1, from); y < Math.min(height - 1, to); y++) {
    // Whether there is an unknown in the three pixels of a column, for the columns of the window from its left.
    let left = false;
    let middle = hasUnknown(index, y * width, width);
    let right = hasUnknown(index, y * width + 1, width);
    for (let x = 1; x < width - 1; x++) {
      const centre = y * width + x;
      left = middle;
      middle = right;
      right = hasUnknown(index, centre + 1, width);
      if (!(left || middle || right)) continue;
      for (let k = 0; k < 9; k++) unknown[k] = index[centre + at[k]!]!;
      whiten(data, n, centre, at, epsilon, colour, spun);
      for (let a = 0; a < 9; a++) {
        const u = unknown[a]!;
        const r = spun[3 * a]!;
        const g = spun[3 * a + 1]!;
        const b = spun[3 * a + 2]!;
        if (u >= 0) {
          diagonal[u] =
            diagonal[u]! + 1 - (1 + r * colour[3 * a]! + g * colour[3 * a + 1]! + b * colour[3 * a + 2]!) / 9;
        }
        const first = u * LINKS;
        for (let c = a + 1; c < 9; c++) {
          const v = unknown[c]!;
          if ((u & v) < 0) continue;
          const tie = (1 + r * colour[3 * c]! + g * colour[3 * c + 1]! + b * colour[3 * c + 2]!) * (1 / 9);
          if ((u | v) >= 0) {
            const link = first + LINK_OF[a * 9 + c]!;
            links[link] = links[link]! + tie;
          } else if (u >= 0) pull[u] = pull[u]! + tie * known[centre + at[c]!]!;
          else pull[v] = pull[v]! + tie * known[centre + at[a]!]!;
        }
      }
    }
  }
}

/** Whether a pixel or the one above or below is unknown. */
function hasUnknown(index: Int32Array, at: number, width: number): boolean {
  return index[at - width]! >= 0 || index[at]! >= 0 || index[at + width]! >= 0;
}

/** Which link joins two places of a window, the first before the second. */
const LINK_OF = Int32Array.from({ length: 81 }, (_, i) => {
  const a = Math.floor(i / 9);
  const c = i % 9;
  const dy = Math.floor(c / 3) - Math.floor(a / 3);
  const dx = (c % 3) - (a % 3);
  return dy === 0 ? dx - 1 : 2 + (dy - 1) * 5 + dx + 2;
});

/** Colours of a window less their mean, and those times the inverse of their covariance (with ridge `epsilon / 9`). */
function whiten(
  data: Float32Array,
  n: number,
  centre: number,
  at: Int32Array,
  epsilon: number,
  colour: Float64Array,
  spun: Float64Array,
): void {
  let mr = 0;
  let mg = 0;
  let mb = 0;
  for (let k = 0; k < 9; k++) {
    const p = centre + at[k]!;
    const r = data[p]!;
    const g = data[n + p]!;
    const b = data[2 * n + p]!;
    colour[3 * k] = r;
    colour[3 * k + 1] = g;
    colour[3 * k + 2] = b;
    mr += r;
    mg += g;
    mb += b;
  }
  mr /= 9;
  mg /= 9;
  mb /= 9;
  let rr = 0;
  let rg = 0;
  let rb = 0;
  let gg = 0;
  let gb = 0;
  let bb = 0;
  for (let k = 0; k < 27; k += 3) {
    const r = colour[k]! - mr;
    const g = colour[k + 1]! - mg;
    const b = colour[k + 2]! - mb;
    colour[k] = r;
    colour[k + 1] = g;
    colour[k + 2] = b;
    rr += r * r;
    rg += r * g;
    rb += r * b;
    gg += g * g;
    gb += g * b;
    bb += b * b;
  }
  // Sums are nine times the covariance, so the ridge is `epsilon` and the inverse comes out nine times too small.
  rr += epsilon;
  gg += epsilon;
  bb += epsilon;
  const i00 = gg * bb - gb * gb;
  const i01 = rb * gb - rg * bb;
  const i02 = rg * gb - rb * gg;
  const i11 = rr * bb - rb * rb;
  const i12 = rb * rg - rr * gb;
  const i22 = rr * gg - rg * rg;
  const inverse = 9 / (rr * i00 + rg * i01 + rb * i02);
  for (let k = 0; k < 27; k += 3) {
    const r = colour[k]!;
    const g = colour[k + 1]!;
    const b = colour[k + 2]!;
    spun[k] = (i00 * r + i01 * g + i02 * b) * inverse;
    spun[k + 1] = (i01 * r + i11 * g + i12 * b) * inverse;
    spun[k + 2] = (i02 * r + i12 * g + i22 * b) * inverse;
  }
}
