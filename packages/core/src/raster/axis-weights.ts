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
  return to < from ? areaWeights(from, to) : cubicWeights(from, to);
}

/** As `axisWeights`, with the two nearest samples only: never overshoots, so alpha stays within its neighbours. */
export function linearWeights(from: number, to: number): AxisWeights {
  return collect(to, i => {
    const centre = ((i + 0.5) * from) / to - 0.5;
    const left = Math.floor(centre);
    const t = centre - left;
    return { first: left, values: [1 - t, t], from };
  });
}

function areaWeights(from: number, to: number): AxisWeights {
  const ratio = from / to;
  return collect(to, i => {
    const lo = i * ratio;
    const hi = Math.min(from, (i + 1) * ratio);
    const first = Math.floor(lo);
    const values: number[] = [];
    for (let s = first; s < hi; s++) values.push(Math.min(hi, s + 1) - Math.max(lo, s));
    return { first, values, from };
  });
}

function cubicWeights(from: number, to: number): AxisWeights {
  return collect(to, i => {
    const centre = ((i + 0.5) * from) / to - 0.5;
    const left = Math.floor(centre);
    const t = centre - left;
    return { first: left - 1, values: [keys(1 + t), keys(t), keys(1 - t), keys(2 - t)], from };
  });
}

/** The cubic convolution kernel of Keys with a = -0.5, at distance x >= 0. */
function keys(x: number): number {
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  if (x < 2) return ((-0.5 * x + 2.5) * x - 4) * x + 2;
  return 0;
}

interface Taps {
  readonly first: number;
  readonly values: readonly number[];
  readonly from: number;
}

function collect(to: number, tapsOf: (i: number) => Taps): AxisWeights {
  const start = new Int32Array(to);
  const count = new Int32Array(to);
  const offset = new Int32Array(to);
  const weights: number[] = [];
  let maxCount = 0;
  for (let i = 0; i < to; i++) {
    const folded = foldIntoRange(tapsOf(i));
    start[i] = folded.first;
    count[i] = folded.values.length;
    offset[i] = weights.length;
    maxCount = Math.max(maxCount, folded.values.length);
    let sum = 0;
    for (const v of folded.values) sum += v;
    for (const v of folded.values) weights.push(v / sum);
  }
  return { start, count, offset, weights: Float32Array.from(weights), maxCount };
}

/** Gives the weight of samples beyond the border to the border sample, and trims zero weights at both ends. */
function foldIntoRange({ first, values, from }: Taps): { first: number; values: number[] } {
  const last = first + values.length - 1;
  const lo = Math.min(from - 1, Math.max(0, first));
  const hi = Math.min(from - 1, Math.max(0, last));
  const folded = new Array<number>(hi - lo + 1).fill(0);
  values.forEach((v, k) => {
    const index = Math.min(hi, Math.max(lo, first + k)) - lo;
    folded[index] = (folded[index] ?? 0) + v;
  });
  let begin = 0;
  let end = folded.length;
  while (end - begin > 1 && folded[begin] === 0) begin++;
  while (end - begin > 1 && folded[end - 1] === 0) end--;
  return { first: lo + begin, values: folded.slice(begin, end) };
}
