import { EngineError } from '../errors.ts';
import { MOST_UNDECIDED } from './evidence.ts';
import type { InputRule } from './model-catalog.ts';

/** The API's quality levels, cheapest first. */
export const QUALITIES = ['low', 'medium', 'high', 'ultra'] as const;
export type Quality = (typeof QUALITIES)[number];

/** How far the matte's edges follow the picture's colours: the range, and what is taken when nobody asks. */
export const EDGE_REFINEMENT = { min: 0, max: 100, default: 50 } as const;

/**
 * How a picture is looked at. `evidence`: a cheap pass, and what else the level allows where that does not convince.
 * `thorough`: everything, whatever the first looks say, mirrored and in float too.
 */
export type Approach = 'evidence' | 'thorough';

/** What is done to one picture. */
export interface Plan {
  readonly quality: Quality;
  readonly approach: Approach;
  /** Side of the square input of the first pass, pixels. */
  readonly firstSize: number;
  /** Side of the square input of a closer look at a large subject, pixels. */
  readonly closerSize: number;
  /** Side of the square input of a full pass, pixels. */
  readonly fullSize: number;
  /** Side of the square input of the largest pass that the plan may take, pixels. */
  readonly inputSize: number;
  /** A first pass that leaves no more than this undecided is believed without a full one (see `Evidence`). */
  readonly sure: number;
  /** Whether a small subject is looked at closer, and the second network asked. */
  readonly closer: boolean;
  /** 0..100: how far the matte's edges follow the picture's colours (see `edgeStrength`); less at `low` than was asked. */
  readonly edgeRefinement: number;
}

/** Share of the network's best side that a first pass has: a quarter of the cost. */
const FIRST = 1 / 2;
/** The same of a closer look at a large subject: little more, to see something else. */
const CLOSER = 9 / 16;
/** The same of a full pass: an eighth cheaper than at the best side itself, and measured to be no worse. */
const FULL = 15 / 16;

/**
 * What each level does after the first pass. Low believes all but a guess at nothing. The others' figures were tuned, see
 * docs/decisions/0011-plans-by-evidence.md.
 */
const LEVELS: Readonly<Record<Quality, Pick<Plan, 'approach' | 'sure' | 'closer'>>> = {
  low: { approach: 'evidence', sure: MOST_UNDECIDED, closer: false },
  medium: { approach: 'evidence', sure: 0.2, closer: false },
  high: { approach: 'evidence', sure: 0.1, closer: true },
  ultra: { approach: 'thorough', sure: 0, closer: true },
};

/**
 * What an edge refinement counts at `low`: all of it is a fast guided filter then. The matting solver, which runs from 25 on,
 * costs more there than the look itself.
 */
const LOW_REFINEMENT = 0.24;

/**
 * Turns a quality level and an edge refinement of 0..100 into work for a network. The graph is the device's choice; the
 * picture's own size does not matter: the network sees squares, and detail comes back in refinement. A network of one fixed size is asked once, at `ultra` about the mirror image too.
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
  const fullSize = sizeOf(input, FULL);
  const inputSize = level.approach === 'thorough' ? sizeOf(input, 1) : fullSize;
  return {
    quality,
    ...level,
    firstSize: sizeOf(input, FIRST),
    closerSize: sizeOf(input, CLOSER),
    fullSize,
    inputSize,
    edgeRefinement: refinementAt(quality, edgeRefinement),
  };
}

/**
 * What an edge refinement comes to at a level: as asked for, but less at `low` (see `Plan.edgeRefinement`).
 * @throws EngineError `invalid_argument` when it is out of range
 */
export function refinementAt(quality: Quality, edgeRefinement: number = EDGE_REFINEMENT.default): number {
  const { min, max } = EDGE_REFINEMENT;
  if (!(edgeRefinement >= min && edgeRefinement <= max)) {
    throw new EngineError('invalid_argument', `Edge refinement is ${min} to ${max}, not ${edgeRefinement}`, {
      details: { field: 'edgeRefinement', min, max },
    });
  }
  return quality === 'low' ? edgeRefinement * LOW_REFINEMENT : edgeRefinement;
}

/** A size that the network takes, near such a share of its best. */
function sizeOf({ sizes, bestSize, multipleOf }: InputRule, share: number): number {
  if (sizes === 'fixed') return bestSize;
  return Math.max(multipleOf, Math.round((bestSize * share) / multipleOf) * multipleOf);
}
