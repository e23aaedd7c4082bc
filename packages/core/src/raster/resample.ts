import { type AxisWeights, axisWeights, linearWeights } from './axis-weights.ts';
import { type FloatMatte, floatMatte, type RgbaImage, type RgbPlanes, rgbPlanes } from './planes.ts';

/** What stands behind see-through pixels when a picture becomes three planes: mid grey, which the networks see as nothing. */
const BEHIND = 128;

/**
 * Resamples a picture to float planes of any size, centre-aligned (area average down, Catmull-Rom up). Pixels that are
 * not opaque are laid over mid grey, so that hidden colours do not leak into the network.
 * Borrows `image`; the planes are new. Needs memory for a few rows beside its result.
 */
export function resampleToPlanes(image: RgbaImage, width: number, height: number): RgbPlanes {
  const out = new Float32Array(3 * width * height);
  const horizontal = axisWeights(image.width, width);
  const read = isOpaque(image) ? readOpaqueRow : readBlendedRow;
  eachOutputRow(image.height, axisWeights(image.height, height), 3 * width, {
    fill: (y, row) => read(image, y, horizontal, row, width),
    emit: (y, row) => {
      for (let c = 0; c < 3; c++) {
        out.set(row.subarray(c * width, (c + 1) * width), (c * height + y) * width);
      }
    },
  });
  return rgbPlanes(width, height, clampTo(out, 255));
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
  eachOutputRow(source.height, weightsFor(source.height, height), width, {
    fill: (y, row) => {
      const base = y * source.width;
      for (let x = 0; x < width; x++) {
        let sum = 0;
        const n = horizontal.count[x]!;
        const s = base + horizontal.start[x]!;
        const o = horizontal.offset[x]!;
        for (let k = 0; k < n; k++) sum += source.data[s + k]! * horizontal.weights[o + k]!;
        row[x] = sum;
      }
    },
    emit: (y, row) => out.set(row, y * width),
  });
  return floatMatte(width, height, out);
}

interface RowSteps {
  /** Computes input row `y`, already resampled along x, into `row`. */
  fill(y: number, row: Float32Array): void;
  /** Receives output row `y`; `row` is reused afterwards. */
  emit(y: number, row: Float32Array): void;
}

/** The vertical half of a separable resampling; keeps only as many input rows as one output row needs. */
function eachOutputRow(inputRows: number, vertical: AxisWeights, rowLength: number, steps: RowSteps): void {
  const ring = Array.from({ length: vertical.maxCount }, () => new Float32Array(rowLength));
  const sum = new Float32Array(rowLength);
  let filled = 0;
  for (let y = 0; y < vertical.start.length; y++) {
    const first = vertical.start[y]!;
    const n = vertical.count[y]!;
    filled = Math.max(filled, first);
    for (; filled < Math.min(inputRows, first + n); filled++) {
      steps.fill(filled, ring[filled % ring.length]!);
    }
    sum.fill(0);
    for (let k = 0; k < n; k++) {
      const row = ring[(first + k) % ring.length]!;
      const w = vertical.weights[vertical.offset[y]! + k]!;
      for (let i = 0; i < rowLength; i++) sum[i] = sum[i]! + row[i]! * w;
    }
    steps.emit(y, sum);
  }
}

function readOpaqueRow(
  image: RgbaImage,
  y: number,
  { start, count, offset, weights }: AxisWeights,
  row: Float32Array,
  width: number,
): void {
  const d = image.data;
  const base = y * image.width;
  for (let x = 0; x < width; x++) {
    let p = (base + start[x]!) * 4;
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
  image: RgbaImage,
  y: number,
  { start, count, offset, weights }: AxisWeights,
  row: Float32Array,
  width: number,
): void {
  const d = image.data;
  const base = y * image.width;
  for (let x = 0; x < width; x++) {
    let p = (base + start[x]!) * 4;
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

/** True when every pixel's alpha is 255. */
export function isOpaque(image: RgbaImage): boolean {
  const d = image.data;
  for (let i = 3; i < d.length; i += 4) if (d[i] !== 255) return false;
  return true;
}

/** Catmull-Rom overshoots at hard edges; a picture has no values beyond its range. */
function clampTo(values: Float32Array, max: number): Float32Array {
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    if (v < 0) values[i] = 0;
    else if (v > max) values[i] = max;
  }
  return values;
}
