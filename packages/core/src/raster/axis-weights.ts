/**
 * One axis of a separable resampling: output `i` is the weighted sum of `count[i]` inputs from `start[i]` on, with the
 * weights that begin at `offset[i]`. Weights of one output add up to 1.
 */
export interface AxisWeights {
  readonly start: Int32Array;
  readonly count: Int32Array;
  readonly offset: Int32Array;
  readonly weights: Float32Array;
  /** Largest `count`. */
  readonly maxCount: number;
}

/**
 * Weights that take `from` samples to `to` samples, centre-aligned: the centre of output `i` lies at
 * `(i + 0.5) * from / to`, so a picture never moves, whatever the ratio.
 *
 * Going down it is the exact area average (each input counts by the share of it under the output pixel). Going up it is
 * Catmull-Rom (Keys 1981, a = -0.5), which keeps edges crisp; samples beyond the border repeat the border.
 */
export function axisWeights(from: number, to: number): AxisWeights {
  return to < from ? areaWeights(0, from, to) : cubicWeights(from, to);
}

/**
 * The same for a part of an axis, which begins `begin` samples behind its first and is `length` samples long: neither need
 * be whole where it goes down.
 */
export function partWeights(begin: number, length: number, to: number): AxisWeights {
  if (to < length) return areaWeights(begin, length, to);
  const part = cubicWeights(length, to);
  return { ...part, start: part.start.map(start => begin + start) };
}

/** As `axisWeights`, with the two nearest samples only: never overshoots, so alpha stays within its neighbours. */
export function linearWeights(from: number, to: number): AxisWeights {
  return collect(from, to, 2, (i, values) => {
    const centre = ((i + 0.5) * from) / to - 0.5;
    const left = Math.floor(centre);
    const t = centre - left;
    values[0] = 1 - t;
    values[1] = t;
    return left;
  });
}

function areaWeights(begin: number, length: number, to: number): AxisWeights {
  const ratio = length / to;
  const most = Math.ceil(ratio) + 1;
  return collect(Math.ceil(begin + length), to, most, (i, values) => {
    const lo = begin + i * ratio;
    const hi = Math.min(begin + length, begin + (i + 1) * ratio);
    const first = Math.floor(lo);
    for (let k = 0; k < most; k++) {
      const s = first + k;
      values[k] = s < hi ? Math.min(hi, s + 1) - Math.max(lo, s) : 0;
    }
    return first;
  });
}

function cubicWeights(from: number, to: number): AxisWeights {
  return collect(from, to, 4, (i, values) => {
    const centre = ((i + 0.5) * from) / to - 0.5;
    const left = Math.floor(centre);
    const t = centre - left;
    values[0] = keys(1 + t);
    values[1] = keys(t);
    values[2] = keys(1 - t);
    values[3] = keys(2 - t);
    return left - 1;
  });
}

/** The cubic convolution kernel of Keys with a = -0.5, at distance x >= 0. */
function keys(x: number): number {
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  if (x < 2) return ((-0.5 * x + 2.5) * x - 4) * x + 2;
  return 0;
}

/**
 * Gathers the weights of all outputs. `tapsOf` fills in those of one, `most` of them, and returns the first input that they
 * are for. Those of samples beyond the border go to the border sample; zeros at both ends are left out.
 */
function collect(
  from: number,
  to: number,
  most: number,
  tapsOf: (i: number, values: Float64Array) => number,
): AxisWeights {
  const start = new Int32Array(to);
  const count = new Int32Array(to);
  const offset = new Int32Array(to);
  const weights = new Float32Array(to * most);
  const values = new Float64Array(most);
  const folded = new Float64Array(most);
  let maxCount = 0;
  let used = 0;
  for (let i = 0; i < to; i++) {
    const first = tapsOf(i, values);
    const low = Math.min(from - 1, Math.max(0, first));
    const high = Math.min(from - 1, Math.max(0, first + most - 1));
    folded.fill(0);
    let sum = 0;
    for (let k = 0; k < most; k++) {
      const at = Math.min(high, Math.max(low, first + k)) - low;
      folded[at] = folded[at]! + values[k]!;
      sum += values[k]!;
    }
    let begin = 0;
    let end = high - low + 1;
    while (end - begin > 1 && folded[begin] === 0) begin++;
    while (end - begin > 1 && folded[end - 1] === 0) end--;
    start[i] = low + begin;
    count[i] = end - begin;
    offset[i] = used;
    maxCount = Math.max(maxCount, end - begin);
    for (let k = begin; k < end; k++) weights[used++] = folded[k]! / sum;
  }
  return { start, count, offset, weights: weights.subarray(0, used), maxCount };
}
