/** How near one matte comes to another of the same size. */
export interface Agreement {
  /** Of the two subjects, cut at alpha 0.5; 1 when both are empty. */
  readonly iou: number;
  /** Mean absolute difference of alpha, 0..1. */
  readonly difference: number;
}

export function agreement(ours: Float32Array, exact: Float32Array): Agreement {
  let both = 0;
  let either = 0;
  let sum = 0;
  for (let i = 0; i < exact.length; i++) {
    const a = ours[i]!;
    const b = exact[i]!;
    sum += Math.abs(a - b);
    if (a > 0.5 && b > 0.5) both++;
    if (a > 0.5 || b > 0.5) either++;
  }
  return { iou: either === 0 ? 1 : both / either, difference: sum / exact.length };
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
