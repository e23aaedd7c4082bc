/** Passes of the box that together are close to a Gaussian. */
const PASSES = 3;

/** A box of `2 * half + 1` samples that count `full`, and one more on each side that counts `edge`; together they are 1. */
interface Box {
  readonly half: number;
  readonly full: number;
  readonly edge: number;
}

/**
 * Close to a Gaussian of standard deviation `sigma` pixels, in place: three passes, along each axis, of a box whose outermost
 * samples count by a share (Gwosdek and others 2011). Beyond the border the values there are repeated. `values` are
 * `channels` a pixel, next to one another; the cost does not depend on sigma.
 */
export function blurValues(
  values: Float32Array,
  width: number,
  height: number,
  channels: number,
  sigma: number,
): void {
  if (!(sigma > 0)) return;
  const box = boxFor(sigma);
  const row = new Float32Array(width * channels);
  const other = new Float32Array(values.length);
  for (let pass = 0; pass < PASSES; pass++) {
    for (let y = 0; y < height; y++) blurRow(values, y * row.length, row, channels, box);
  }
  let from = values;
  let to: Float32Array = other;
  for (let pass = 0; pass < PASSES; pass++) {
    blurColumns(from, to, row.length, height, box);
    [from, to] = [to, from];
  }
  values.set(from);
}

/** The box whose variance, three times over, is sigma squared. */
function boxFor(sigma: number): Box {
  const variance = (sigma * sigma) / PASSES;
  const half = Math.floor((Math.sqrt(12 * variance + 1) - 1) / 2);
  const inside = (half * (half + 1) * (2 * half + 1)) / 3;
  const share = (variance * (2 * half + 1) - inside) / (2 * ((half + 1) * (half + 1) - variance));
  const full = 1 / (2 * half + 1 + 2 * share);
  return { half, full, edge: share * full };
}

/** One pass along the row that begins at `at`; `row` is scratch of its length. */
function blurRow(
  values: Float32Array,
  at: number,
  row: Float32Array,
  channels: number,
  { half, full, edge }: Box,
): void {
  const last = row.length / channels - 1;
  row.set(values.subarray(at, at + row.length));
  for (let c = 0; c < channels; c++) {
    const value = (x: number) => row[Math.min(last, Math.max(0, x)) * channels + c]!;
    let sum = 0;
    for (let x = -half; x <= half; x++) sum += value(x);
    for (let x = 0; x <= last; x++) {
      const right = value(x + half + 1);
      values[at + x * channels + c] = sum * full + (value(x - half - 1) + right) * edge;
      sum += right - value(x - half);
    }
  }
}

/** One pass along the columns of rows of `length` values. */
function blurColumns(
  from: Float32Array,
  to: Float32Array,
  length: number,
  height: number,
  { half, full, edge }: Box,
): void {
  const start = (y: number) => Math.min(height - 1, Math.max(0, y)) * length;
  const sums = new Float64Array(length);
  for (let y = -half; y <= half; y++) {
    const at = start(y);
    for (let i = 0; i < length; i++) sums[i] = sums[i]! + from[at + i]!;
  }
  for (let y = 0; y < height; y++) {
    const above = start(y - half - 1);
    const oldest = start(y - half);
    const below = start(y + half + 1);
    const out = y * length;
    for (let i = 0; i < length; i++) {
      const next = from[below + i]!;
      to[out + i] = sums[i]! * full + (from[above + i]! + next) * edge;
      sums[i] = sums[i]! + next - from[oldest + i]!;
    }
  }
}
