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
 * small subjects, at larger ones whose edges colours contradict, and full passes.
 */
const NEEDED: Readonly<Record<Quality, { closer: number; contradicted: number; full: number }>> = {
  low: { closer: 0, contradicted: 0, full: 0.11 },
  medium: { closer: 0, contradicted: 0, full: 0.29 },
  high: { closer: 0.29, contradicted: 0.07, full: 0.46 },
  ultra: { closer: 0.39, contradicted: 0, full: 1 },
};

/**
 * What a plan costs by the pixels that the network sees. What is not counted: passes that the host does in float take as
 * much longer as they do there, and a second network adds one pass of its own.
 */
export function planEstimate(plan: Plan, { bestSize }: InputRule): PlanEstimate {
  const cost = (size: number) => (size / bestSize) ** 2;
  const first = cost(plan.firstSize);
  const contradicted = cost(plan.closerSize);
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
    expected: first + needed.closer * first + needed.contradicted * contradicted + needed.full * full,
    worst: first + (plan.closer ? Math.max(first, contradicted) : 0) + full,
  };
}
