import { EngineError } from '../errors.ts';
import type { InputRule } from './model-catalog.ts';

/** The API's quality levels, cheapest first. */
export const QUALITIES = ['low', 'medium', 'high', 'ultra'] as const;
export type Quality = (typeof QUALITIES)[number];

/** How far the matte's edges follow the picture's colours: the range, and what is taken when nobody asks. */
export const EDGE_REFINEMENT = { min: 0, max: 100, default: 50 } as const;

/**
 * How a picture is looked at. `once`: one pass over the whole, and a full one only when that finds no subject. `evidence`: a
 * cheap pass, a closer one at a small subject, a full one when these do not convince. `thorough`: all of it, mirrored and in
 * float too.
 */
export type Approach = 'once' | 'evidence' | 'thorough';

/** What is done to one picture. */
export interface Plan {
  readonly quality: Quality;
  readonly approach: Approach;
  /** Side of the square input of the first pass, pixels. */
  readonly firstSize: number;
  /** Side of the square input of a full pass, pixels. */
  readonly fullSize: number;
  /** Side of the square input of the largest pass that the plan may take, pixels. */
  readonly inputSize: number;
  /** 0..100: how far the matte's edges follow the picture's colours. */
  readonly edgeRefinement: number;
}

/** How each level looks, and the share of the network's best side that its first pass has. */
const LEVELS: Readonly<Record<Quality, { approach: Approach; first: number }>> = {
  low: { approach: 'once', first: 1 / 2 },
  medium: { approach: 'once', first: 3 / 4 },
  high: { approach: 'evidence', first: 1 / 2 },
  ultra: { approach: 'thorough', first: 1 / 2 },
};

/** The same of a full pass: an eighth cheaper than at the best side, and measured to be no worse. */
const FULL = 15 / 16;

/**
 * Turns a quality level and an edge refinement of 0..100 into work for a network. The graph is the device's choice and
 * refinement is the same at every level; the picture's own size does not matter: the network sees squares, and detail comes
 * back in refinement. A network of one fixed size is asked once, at `ultra` about the mirror image too.
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
  const approach = input.sizes === 'fixed' && level.approach === 'evidence' ? 'once' : level.approach;
  const fullSize = sizeOf(input, FULL);
  return {
    quality,
    approach,
    firstSize: sizeOf(input, level.first),
    fullSize,
    inputSize: approach === 'thorough' ? sizeOf(input, 1) : fullSize,
    edgeRefinement,
  };
}

/** A size that the network takes, near such a share of its best. */
function sizeOf({ sizes, bestSize, multipleOf }: InputRule, share: number): number {
  if (sizes === 'fixed') return bestSize;
  return Math.max(multipleOf, Math.round((bestSize * share) / multipleOf) * multipleOf);
}
