import { type Job, step } from '../pipeline/job.ts';
import type { AxisWeights } from '../raster/axis-weights.ts';
import { type AxisMap, isShift, mapWeights } from './axis-map.ts';

/** Values of a picture, row by row; `channels` values for each pixel, next to one another. */
export interface RowSource {
  readonly channels: number;
  /** Fills `row` with row `y` of the source: what is averaged must be premultiplied. */
  read(y: number, row: Float32Array): void;
}

/** Rows of a result between two steps of a job. */
const ROWS_A_STEP = 64;

/**
 * The separable resampling of rows. Each row of the result is handed to `write` once, in order from the top; the buffer is
 * used again for the next one. Memory is a few rows, whatever the sizes.
 * @throws EngineError `cancelled`
 */
export async function resampleRows(
  { channels, read }: RowSource,
  across: AxisMap,
  down: AxisMap,
  write: (y: number, row: Float32Array) => void,
  job: Job = {},
): Promise<void> {
  const horizontal = mapWeights(across);
  const vertical = mapWeights(down);
  const whole = isShift(across) && across.begin === 0 && across.from === across.to;
  const raw = new Float32Array(across.from * channels);
  const length = across.to * channels;
  const ring = Array.from({ length: vertical.maxCount }, () => new Float32Array(length));
  const out = new Float32Array(length);
  let filled = 0;
  await step(job, 0);
  for (let y = 0; y < down.to; y++) {
    const first = vertical.start[y]!;
    const n = vertical.count[y]!;
    for (filled = Math.max(filled, first); filled < first + n; filled++) {
      const row = ring[filled % ring.length]!;
      read(filled, whole ? row : raw);
      if (!whole) resampleRow(raw, horizontal, channels, row);
    }
    const at = vertical.offset[y]!;
    if (n === 1 && vertical.weights[at] === 1) write(y, ring[first % ring.length]!);
    else {
      sumRows(ring, first, vertical.weights.subarray(at, at + n), out);
      write(y, out);
    }
    if (y % ROWS_A_STEP === ROWS_A_STEP - 1) await step(job, (y + 1) / down.to);
  }
  await step(job, 1);
}

function resampleRow(raw: Float32Array, horizontal: AxisWeights, channels: number, out: Float32Array): void {
  if (channels === 4) resampleFour(raw, horizontal, out);
  else resampleAny(raw, horizontal, channels, out);
}

function resampleFour(
  raw: Float32Array,
  { start, count, offset, weights }: AxisWeights,
  out: Float32Array,
): void {
  for (let x = 0, to = 0; x < start.length; x++, to += 4) {
    let p = start[x]! * 4;
    let r = 0;
    let g = 0;
    let b = 0;
    let a = 0;
    const end = offset[x]! + count[x]!;
    for (let o = offset[x]!; o < end; o++, p += 4) {
      const w = weights[o]!;
      r += raw[p]! * w;
      g += raw[p + 1]! * w;
      b += raw[p + 2]! * w;
      a += raw[p + 3]! * w;
    }
    out[to] = r;
    out[to + 1] = g;
    out[to + 2] = b;
    out[to + 3] = a;
  }
}

function resampleAny(
  raw: Float32Array,
  { start, count, offset, weights }: AxisWeights,
  channels: number,
  out: Float32Array,
): void {
  for (let x = 0; x < start.length; x++) {
    for (let c = 0; c < channels; c++) {
      let sum = 0;
      for (let k = 0; k < count[x]!; k++) {
        sum += raw[(start[x]! + k) * channels + c]! * weights[offset[x]! + k]!;
      }
      out[x * channels + c] = sum;
    }
  }
}

/** The weighted sum of rows that follow one another in the ring, into `out`. */
function sumRows(
  ring: readonly Float32Array[],
  first: number,
  weights: Float32Array,
  out: Float32Array,
): void {
  const row = (k: number) => ring[(first + k) % ring.length]!;
  if (weights.length === 4) {
    sumFour(row(0), row(1), row(2), row(3), weights, out);
    return;
  }
  out.fill(0);
  for (const [k, w] of weights.entries()) addRow(row(k), w, out);
}

/** Four at once, which is every row of an enlargement: one pass over the result instead of four. */
function sumFour(
  a: Float32Array,
  b: Float32Array,
  c: Float32Array,
  d: Float32Array,
  weights: Float32Array,
  out: Float32Array,
): void {
  const [wa = 0, wb = 0, wc = 0, wd = 0] = weights;
  for (let i = 0; i < out.length; i++) out[i] = a[i]! * wa + b[i]! * wb + c[i]! * wc + d[i]! * wd;
}

function addRow(row: Float32Array, weight: number, out: Float32Array): void {
  for (let i = 0; i < out.length; i++) out[i] = out[i]! + row[i]! * weight;
}
