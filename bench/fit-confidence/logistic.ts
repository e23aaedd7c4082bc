/** One case of a regression: what is known of it, and how it came out. */
export interface Case {
  readonly features: readonly number[];
  readonly good: boolean;
}

/** Intercept first, then one weight for each feature. */
export type Weights = readonly number[];

/**
 * Weight of the squared weights, but the intercept's, beside the mean loss: holds them where the cases can be told apart
 * without a mistake, and hardly matters elsewhere.
 */
const RIDGE = 0.002;
const STEPS = 50;
/** A step that moves no weight more than this is the last. */
const SMALL = 1e-9;

/**
 * Logistic regression by Newton's method.
 * @throws Error when there are no cases
 */
export function fitLogistic(cases: readonly Case[]): Weights {
  const [first] = cases;
  if (!first) throw new Error('There is nothing to fit to');
  const size = first.features.length + 1;
  let weights: number[] = new Array(size).fill(0);
  for (let step = 0; step < STEPS; step++) {
    const slope = weights.map((w, j) => (j === 0 ? 0 : RIDGE * w));
    const curve = weights.map((_, j) => weights.map((__, k) => (j === k ? (j === 0 ? 1e-9 : RIDGE) : 0)));
    for (const { features, good } of cases) {
      const x = [1, ...features];
      const p = chance(weights, features);
      for (let j = 0; j < size; j++) {
        slope[j]! += ((p - (good ? 1 : 0)) * x[j]!) / cases.length;
        for (let k = 0; k < size; k++) curve[j]![k]! += (p * (1 - p) * x[j]! * x[k]!) / cases.length;
      }
    }
    const move = solve(curve, slope);
    weights = weights.map((w, j) => w - move[j]!);
    if (Math.max(...move.map(Math.abs)) < SMALL) break;
  }
  return weights;
}

/** Chance that a case is good, 0..1. */
export function chance(weights: Weights, features: readonly number[]): number {
  const odds = features.reduce((sum, x, j) => sum + x * weights[j + 1]!, weights[0]!);
  return 1 / (1 + Math.exp(-odds));
}

/** The solution of a symmetric, positive definite system, by Gauss's elimination. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, j) => [...row, right[j]!]);
  const size = right.length;
  for (let j = 0; j < size; j++) {
    for (let i = 0; i < size; i++) {
      if (i === j) continue;
      const share = rows[i]![j]! / rows[j]![j]!;
      for (let k = j; k <= size; k++) rows[i]![k]! -= share * rows[j]![k]!;
    }
  }
  return rows.map((row, j) => row[size]! / row[j]!);
}
