import { type AxisWeights, axisWeights, linearWeights, partWeights } from './axis-weights.ts';
import { type FloatMatte, floatMatte, type RgbaImage, type RgbPlanes, rgbPlanes } from './planes.ts';

/** What stands behind see-through pixels when a picture becomes three planes: mid grey, which the networks see as nothing. */
const BEHIND = 128;

/** A part of a picture, in its pixels; whole ones where it is enlarged. */
export interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Resamples a picture, or a box in it that nothing is seen around, to float planes of any size, centre-aligned (area average
 * down, Catmull-Rom up). Pixels that are not opaque are laid over mid grey, so that hidden colours do not leak into the
 * network.
 * Borrows `image`; the planes are new. Whatever the shapes, time grows with the pixels of both, and the memory beside the
 * result is at most that of another one and a few rows.
 */
export function resampleToPlanes(
  image: RgbaImage,
  width: number,
  height: number,
  box: PixelBox = { left: 0, top: 0, width: image.width, height: image.height },
): RgbPlanes {
  const vertical = partWeights(box.top, box.height, height);
  const horizontal = partWeights(box.left, box.width, width);
  const out = new Float32Array(3 * width * height);
  // Rows are widened when they have become fewer: a single column would cost as much as a picture of the result's width.
  // With up to three times the rows the other way is as fast or faster.
  if (box.width < width && box.height > 3 * height) {
    const reduced = new Float32Array(3 * box.width * height);
    resampleXThenY(image, partWeights(box.left, box.width, box.width), vertical, reduced);
    widenRows(reduced, box.width, axisWeights(box.width, width), out);
  } else resampleXThenY(image, horizontal, vertical, out);
  // Catmull-Rom overshoots at hard edges; a picture has no values beyond its range.
  if (width > box.width || height > box.height) clampToBytes(out);
  return rgbPlanes(width, height, out);
}

/** A picture as three planes, resampled along x first. */
function resampleXThenY(
  image: RgbaImage,
  horizontal: AxisWeights,
  vertical: AxisWeights,
  out: Float32Array,
): void {
  const width = horizontal.start.length;
  const plane = width * vertical.start.length;
  const layout = { length: width, starts: [0, plane, 2 * plane] };
  resampleRows(vertical, layout, out, (y, row) => readRow(image, y, horizontal, row));
}

/** Resamples every row of `source`, which are `width` long, along x into those of `out`. */
function widenRows(source: Float32Array, width: number, horizontal: AxisWeights, out: Float32Array): void {
  const length = horizontal.start.length;
  for (let from = 0, to = 0; from < source.length; from += width, to += length) {
    resampleRow(source, from, horizontal, out, to);
  }
}

/**
 * Plain resampling of a float matte: area average down, linear up (so that no value leaves its neighbours' range).
 * Borrows `source`; the result is new.
 */
export function resampleMatte(source: FloatMatte, width: number, height: number): FloatMatte {
  const out = new Float32Array(width * height);
  const weightsFor = (from: number, to: number) =>
    to < from ? axisWeights(from, to) : linearWeights(from, to);
  const horizontal = weightsFor(source.width, width);
  const vertical = weightsFor(source.height, height);
  resampleRows(vertical, { length: width, starts: [0] }, out, (y, row) =>
    resampleRow(source.data, y * source.width, horizontal, row, 0),
  );
  return floatMatte(width, height, out);
}

/** One row of floats that begins at `from`, resampled along x to where `at` is. */
function resampleRow(
  source: Float32Array,
  from: number,
  { start, count, offset, weights }: AxisWeights,
  out: Float32Array,
  at: number,
): void {
  for (let x = 0; x < start.length; x++) {
    let sum = 0;
    const s = from + start[x]!;
    const o = offset[x]!;
    const n = count[x]!;
    for (let k = 0; k < n; k++) sum += source[s + k]! * weights[o + k]!;
    out[at + x] = sum;
  }
}

/** How rows lie in the output: `starts.length` planes, each of rows of `length` values. */
interface PlaneLayout {
  readonly length: number;
  readonly starts: readonly number[];
}

/**
 * The vertical half of a separable resampling. `fill` computes an input row that is already resampled along x, its planes
 * one after another; only as many such rows are kept as one output row needs.
 */
function resampleRows(
  vertical: AxisWeights,
  { length, starts }: PlaneLayout,
  out: Float32Array,
  fill: (y: number, row: Float32Array) => void,
): void {
  const ring = Array.from({ length: vertical.maxCount }, () => new Float32Array(length * starts.length));
  const row = (y: number) => ring[y % ring.length]!;
  let filled = 0;
  for (let y = 0; y < vertical.start.length; y++) {
    const first = vertical.start[y]!;
    const n = vertical.count[y]!;
    const w = vertical.weights.subarray(vertical.offset[y]!, vertical.offset[y]! + n);
    for (filled = Math.max(filled, first); filled < first + n; filled++) {
      fill(filled, row(filled));
    }
    for (const [p, start] of starts.entries()) {
      const to = { out, at: start + y * length, from: p * length, length };
      setRow(to, Math.min(n, 4), k => row(first + k), w);
      // Four rows at a time: a pass over the output for each input row would cost more than the sums.
      for (let k = 4; k < n; k += 4) {
        const at = (i: number) => row(first + Math.min(k + i, n - 1));
        addFour(to, [at(0), at(1), at(2), at(3)], [w[k]!, w[k + 1] ?? 0, w[k + 2] ?? 0, w[k + 3] ?? 0]);
      }
    }
  }
}

/** A row of the output, and where in the input rows the same plane begins. */
interface RowTarget {
  readonly out: Float32Array;
  readonly at: number;
  readonly from: number;
  readonly length: number;
}

/** Sets a row of the output to the weighted sum of `count` rows, one to four: most pictures need two or three. */
function setRow(
  { out, at, from, length }: RowTarget,
  count: number,
  row: (k: number) => Float32Array,
  weights: Float32Array,
): void {
  const [wa = 0, wb = 0, wc = 0, wd = 0] = weights;
  const a = row(0);
  if (count === 1) {
    // Weights add up to one.
    out.set(a.subarray(from, from + length), at);
    return;
  }
  const b = row(1);
  if (count === 2) {
    for (let i = 0; i < length; i++) out[at + i] = a[from + i]! * wa + b[from + i]! * wb;
    return;
  }
  const c = row(2);
  if (count === 3) {
    for (let i = 0; i < length; i++) {
      out[at + i] = a[from + i]! * wa + b[from + i]! * wb + c[from + i]! * wc;
    }
    return;
  }
  const d = row(3);
  for (let i = 0; i < length; i++) {
    const s = from + i;
    out[at + i] = a[s]! * wa + b[s]! * wb + c[s]! * wc + d[s]! * wd;
  }
}

type Four<T> = readonly [T, T, T, T];

/** Adds the weighted sum of four rows to a row of the output. */
function addFour(
  { out, at, from, length }: RowTarget,
  [a, b, c, d]: Four<Float32Array>,
  [wa, wb, wc, wd]: Four<number>,
): void {
  for (let i = 0; i < length; i++) {
    const s = from + i;
    out[at + i] = out[at + i]! + (a[s]! * wa + b[s]! * wb + c[s]! * wc + d[s]! * wd);
  }
}

/** One row of a picture, resampled along x, as three planes; pixels that are not opaque are laid over mid grey. */
function readRow({ data, width }: RgbaImage, y: number, horizontal: AxisWeights, row: Float32Array): void {
  const { start, count } = horizontal;
  const last = start.length - 1;
  const from = y * width * 4;
  const opaque = isOpaque(data, from + start[0]! * 4, from + (start[last]! + count[last]!) * 4);
  if (opaque) readOpaqueRow(data, from, horizontal, row);
  else readBlendedRow(data, from, horizontal, row);
}

function isOpaque(data: RgbaImage['data'], from: number, to: number): boolean {
  for (let i = from + 3; i < to; i += 4) if (data[i] !== 255) return false;
  return true;
}

function readOpaqueRow(
  d: RgbaImage['data'],
  from: number,
  { start, count, offset, weights }: AxisWeights,
  row: Float32Array,
): void {
  const width = start.length;
  for (let x = 0; x < width; x++) {
    let p = from + start[x]! * 4;
    let o = offset[x]!;
    const end = o + count[x]!;
    let r = 0;
    let g = 0;
    let b = 0;
    for (; o < end; o++, p += 4) {
      const w = weights[o]!;
      r += d[p]! * w;
      g += d[p + 1]! * w;
      b += d[p + 2]! * w;
    }
    row[x] = r;
    row[width + x] = g;
    row[2 * width + x] = b;
  }
}

function readBlendedRow(
  d: RgbaImage['data'],
  from: number,
  { start, count, offset, weights }: AxisWeights,
  row: Float32Array,
): void {
  const width = start.length;
  for (let x = 0; x < width; x++) {
    let p = from + start[x]! * 4;
    let o = offset[x]!;
    const end = o + count[x]!;
    let r = BEHIND;
    let g = BEHIND;
    let b = BEHIND;
    for (; o < end; o++, p += 4) {
      const w = (weights[o]! * d[p + 3]!) / 255;
      r += (d[p]! - BEHIND) * w;
      g += (d[p + 1]! - BEHIND) * w;
      b += (d[p + 2]! - BEHIND) * w;
    }
    row[x] = r;
    row[width + x] = g;
    row[2 * width + x] = b;
  }
}

function clampToBytes(values: Float32Array): void {
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    if (v < 0) values[i] = 0;
    else if (v > 255) values[i] = 255;
  }
}
