import { EngineError } from '../errors.ts';
import type { InputRule } from './model-catalog.ts';

/** The API's quality levels, cheapest first. */
export const QUALITIES = ['low', 'medium', 'high', 'ultra'] as const;
export type Quality = (typeof QUALITIES)[number];

/** One run of the network: on the picture, or on its mirror image. */
export type Pass = 'plain' | 'flip';

/** How far the matte's edges follow the picture's colours: the range, and what is taken when nobody asks. */
export const EDGE_REFINEMENT = { min: 0, max: 100, default: 50 } as const;

/** What is done to one picture. */
export interface Plan {
  readonly quality: Quality;
  /** Side of the square network input, pixels. */
  readonly inputSize: number;
  /** Runs of the network; their mattes are averaged. */
  readonly passes: readonly [Pass, ...Pass[]];
  /** 0..100: how far the matte's edges follow the picture's colours. */
  readonly edgeRefinement: number;
}

/** Share of the network's best side that each level uses, in quarters, and its passes. */
const LEVELS: Readonly<Record<Quality, { quarters: number; passes: Plan['passes'] }>> = {
  low: { quarters: 2, passes: ['plain'] },
  medium: { quarters: 3, passes: ['plain'] },
  high: { quarters: 4, passes: ['plain'] },
  ultra: { quarters: 4, passes: ['plain', 'flip'] },
};

/**
 * Turns a quality level and an edge refinement of 0..100 into work for a network. The graph is the device's choice and
 * refinement is the same at every level; the picture's own size does not matter: the network sees a square, and detail
 * comes back in refinement.
 * @throws EngineError `invalid_argument` for an unknown level or a refinement out of range.
 */
export function planCutout(
  quality: Quality,
  input: InputRule,
  edgeRefinement: number = EDGE_REFINEMENT.default,
): Plan {
  const level = LEVELS[quality];
  if (!Object.hasOwn(LEVELS, quality))
    throw new EngineError('invalid_argument', `Unknown quality "${quality}"`);
  const { min, max } = EDGE_REFINEMENT;
  if (!(edgeRefinement >= min && edgeRefinement <= max)) {
    throw new EngineError('invalid_argument', `Edge refinement is ${min} to ${max}, not ${edgeRefinement}`);
  }
  const step = input.multipleOf;
  const inputSize = Math.max(step, Math.round((input.bestSize * level.quarters) / 4 / step) * step);
  return { quality, inputSize, passes: level.passes, edgeRefinement };
}

/** Cost of a plan in network pixels: pixels times passes. Comparable between plans of one network. */
export function planCost(plan: Plan): number {
  return plan.inputSize ** 2 * plan.passes.length;
}
