import type { AxisWeights } from '../raster/axis-weights.ts';

/**
 * How one axis of a picture lies on one axis of a result: sample `i` of the result's `to` covers the picture's `from` samples
 * between `begin + i * step` and `begin + (i + 1) * step`, neither of which need be whole or inside.
 */
export interface AxisMap {
  readonly from: number;
  readonly to: number;
  readonly begin: number;
  /** Samples of the picture that one sample of the result covers, above 0. */
  readonly step: number;
}

/**
 * The weights of a resampling by `map`: the area average where the picture gets smaller, Catmull-Rom about the centre where
 * it does not; samples beyond the border repeat it. All of them count by the share of the result's sample that lies on the
 * picture: beside it weights are none, across its border they add up to less than 1.
 */
export function mapWeights({ from, to, begin, step }: AxisMap): AxisWeights {
  const most = step > 1 ? Math.ceil(step) + 1 : 4;
  const start = new Int32Array(to);
  const count = new Int32Array(to);
  const offset = new Int32Array(to);
  const weights = new Float32Array(to * most);
  const folded = new Float64Array(most);
  let used = 0;
  let maxCount = 1;
  for (let i = 0; i < to; i++) {
    const lo = begin + i * step;
    const hi = lo + step;
    const share = (Math.min(hi, from) - Math.max(lo, 0)) / step;
    // Less than half of the least alpha: the pixel would be clear anyhow.
    if (!(share > 1 / 512)) continue;
    const first = step > 1 ? Math.floor(lo) : Math.floor((lo + hi) / 2 - 0.5) - 1;
    const low = Math.min(from - 1, Math.max(0, first));
    const high = Math.min(from - 1, Math.max(0, first + most - 1));
    folded.fill(0);
    let sum = 0;
    for (let k = 0; k < most; k++) {
      const s = first + k;
      const weight =
        step > 1
          ? Math.max(0, Math.min(hi, s + 1, from) - Math.max(lo, s, 0))
          : keys((lo + hi) / 2 - 0.5 - s);
      const at = Math.min(high, Math.max(low, s)) - low;
      folded[at] = folded[at]! + weight;
      sum += weight;
    }
    let a = 0;
    let b = high - low + 1;
    while (b - a > 1 && folded[a] === 0) a++;
    while (b - a > 1 && folded[b - 1] === 0) b--;
    start[i] = low + a;
    count[i] = b - a;
    offset[i] = used;
    maxCount = Math.max(maxCount, b - a);
    // A whole sample that rounding left short would be a seam in what is opaque.
    const whole = share > 1 - 1e-6 ? 1 : share;
    for (let k = a; k < b; k++) weights[used++] = (folded[k]! * whole) / sum;
  }
  return { start, count, offset, weights: weights.subarray(0, used), maxCount };
}

/** Whether the result takes samples of the picture as they are, or nothing. */
export function isShift({ begin, step }: AxisMap): boolean {
  return step === 1 && Number.isInteger(begin);
}

/** The cubic convolution kernel of Keys with a = -0.5 (Catmull-Rom), at a distance of either sign. */
export function keys(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  if (x < 2) return ((-0.5 * x + 2.5) * x - 4) * x + 2;
  return 0;
}
