import type { InputRule } from './model-catalog.ts';
import type { Plan, Quality } from './plan.ts';

/** What a plan costs in network time; the unit is one pass at the network's best size, by the graph that is in use. */
export interface PlanEstimate {
  /** Mean over many pictures. */
  readonly expected: number;
  /** No picture takes more. */
  readonly worst: number;
}

/**
 * Shares of pictures that need more than the first pass, measured on those that the plans were tuned with: closer looks at
 * small subjects, at larger ones that the first leaves in doubt, and full passes.
 */
const NEEDED: Readonly<Record<Quality, { closer: number; doubted: number; full: number }>> = {
  low: { closer: 0, doubted: 0, full: 0.11 },
  medium: { closer: 0, doubted: 0, full: 0.29 },
  high: { closer: 0.29, doubted: 0.14, full: 0.43 },
  ultra: { closer: 0.39, doubted: 0, full: 1 },
};

/**
 * What a plan costs by the pixels that the network sees. What is not counted: passes that the host does in float take as
 * much longer as they do there, and a second network adds one pass of its own.
 */
export function planEstimate(plan: Plan, { bestSize }: InputRule): PlanEstimate {
  const cost = (size: number) => (size / bestSize) ** 2;
  const first = cost(plan.firstSize);
  const doubted = cost(plan.closerSize);
  const full = cost(plan.fullSize);
  const largest = cost(plan.inputSize);
  const needed = NEEDED[plan.quality];
  const oneSize = plan.firstSize === plan.inputSize;
  if (plan.approach === 'thorough') {
    const both = 2 * largest;
    if (oneSize) return { expected: both, worst: both };
    const always = both + first + (plan.fullSize < plan.inputSize ? full : 0);
    return { expected: always + needed.closer * largest, worst: always + largest };
  }
  if (oneSize) return { expected: first, worst: first };
  return {
    expected: first + needed.closer * first + needed.doubted * doubted + needed.full * full,
    worst: first + (plan.closer ? Math.max(first, doubted) : 0) + full,
  };
}
