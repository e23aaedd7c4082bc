import { type RgbaImage, rgbaImage } from './planes.ts';

/** What stands behind see-through pixels, as in `resampleToPlanes`. */
const BEHIND = 128;
/** Red and blue of a pixel read as one little-endian word, which WebAssembly's hosts all are. */
const RED_BLUE = 0xff00ff;
const OPAQUE = 0xff << 24;

/**
 * A picture at half its size: each pixel is the rounded mean of four, opaque, laid over mid grey; of two or one at the end of an
 * odd side, so that pixel (x, y) always covers those from (2x, 2y) on. Borrows `image`; the result is new.
 */
export function halve(image: RgbaImage): RgbaImage {
  const width = Math.ceil(image.width / 2);
  const height = Math.ceil(image.height / 2);
  const from = wordsOf(image);
  const to = new Int32Array(width * height);
  for (let y = 0; y < height; y++) {
    const top = 2 * y * image.width;
    const bottom = 2 * y + 1 < image.height ? top + image.width : top;
    const rows = { top, bottom, width: image.width };
    if (!halveRows(from, rows, to, y * width)) halveBlendedRows(from, rows, to, y * width);
  }
  return rgbaImage(width, height, new Uint8Array(to.buffer));
}

/** Where two rows begin, and how many pixels they have. */
interface TwoRows {
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
}

function wordsOf({ data }: RgbaImage): Int32Array {
  const { buffer, byteOffset, length } = data.byteOffset % 4 === 0 ? data : new Uint8Array(data);
  return new Int32Array(buffer, byteOffset, length / 4);
}

/** Means of two rows' pixels, two channels of a word at once; false when one of the pixels is not opaque. */
function halveRows(from: Int32Array, { top, bottom, width }: TwoRows, to: Int32Array, at: number): boolean {
  let all = OPAQUE;
  for (let x = 0; x < width; x += 2) {
    const next = x + 1 < width ? 1 : 0;
    const a = from[top + x]!;
    const b = from[top + x + next]!;
    const c = from[bottom + x]!;
    const d = from[bottom + x + next]!;
    all &= a & b & c & d;
    const redBlue = (a & RED_BLUE) + (b & RED_BLUE) + (c & RED_BLUE) + (d & RED_BLUE) + 0x20002;
    const green = ((a >> 8) & 255) + ((b >> 8) & 255) + ((c >> 8) & 255) + ((d >> 8) & 255) + 2;
    to[at + (x >> 1)] = ((redBlue >> 2) & RED_BLUE) | ((green << 6) & 0xff00) | OPAQUE;
  }
  return all === OPAQUE;
}

function halveBlendedRows(
  from: Int32Array,
  { top, bottom, width }: TwoRows,
  to: Int32Array,
  at: number,
): void {
  for (let x = 0; x < width; x += 2) {
    const next = Math.min(width - 1, x + 1);
    let [r, g, b] = [0, 0, 0];
    for (const i of [top + x, top + next, bottom + x, bottom + next]) {
      const word = from[i]!;
      const share = (word >>> 24) / 255 / 4;
      r += ((word & 255) - BEHIND) * share;
      g += (((word >> 8) & 255) - BEHIND) * share;
      b += (((word >> 16) & 255) - BEHIND) * share;
    }
    const channel = (sum: number) => Math.round(BEHIND + sum);
    to[at + (x >> 1)] = channel(r) | (channel(g) << 8) | (channel(b) << 16) | OPAQUE;
  }
}
