import type { InputRule } from './model-catalog.ts';
import type { Plan } from './plan.ts';

/** What a plan costs in network time; the unit is one pass at the network's best size, by the graph that is in use. */
export interface PlanEstimate {
  /** Mean over many pictures. */
  readonly expected: number;
  /** No picture takes more. */
  readonly worst: number;
}

/** Shares of pictures that need a closer pass and a full one, measured on those that the plans were tuned with. */
const NEEDED = { closerAtHigh: 0.32, fullAtHigh: 0.43, fullAtOnce: 0.07, closerAtUltra: 0.5 } as const;

/**
 * What a plan costs by the pixels that the network sees. What is not counted: passes that the host does in float take as
 * much longer as they do there, and a second network adds one pass of its own.
 */
export function planEstimate(plan: Plan, { bestSize }: InputRule): PlanEstimate {
  const cost = (size: number) => (size / bestSize) ** 2;
  const first = cost(plan.firstSize);
  const full = cost(plan.fullSize);
  const largest = cost(plan.inputSize);
  const oneSize = plan.firstSize === plan.inputSize;
  switch (plan.approach) {
    case 'once':
      if (oneSize) return { expected: first, worst: first };
      return { expected: first + NEEDED.fullAtOnce * full, worst: first + full };
    case 'evidence':
      return {
        expected: first + NEEDED.closerAtHigh * first + NEEDED.fullAtHigh * full,
        worst: 2 * first + full,
      };
    case 'thorough': {
      if (oneSize) return { expected: 2 * largest, worst: 2 * largest };
      const always = 2 * largest + full + first;
      return { expected: always + NEEDED.closerAtUltra * largest, worst: always + largest };
    }
  }
}
