import { evidenceOf, type Findings, showsNothing } from './evidence.ts';
import { regionArea, thingsIn } from './region.ts';

/** What speaks against a matte. */
export interface Doubts {
  /** Share of its alpha that is undecided, 0..1 (see `Evidence`). */
  readonly undecided: number;
  /** Share of its alpha outside the largest thing, 0..1. */
  readonly scattered: number;
}

/** Borrows `alpha`. */
export function doubtsOf({ alpha }: Findings): Doubts {
  return { undecided: Math.min(1, evidenceOf(alpha).undecided), scattered: 1 - thingsIn(alpha).largest };
}

/**
 * Coefficients of a logistic regression on "the matte's intersection over union with the truth is at least 0.8", fitted to 28
 * pictures at all four levels by `npm run fit:confidence`; docs/decisions/0011-plans-by-evidence.md tells what else was tried.
 */
const CONFIDENCE = {
  intercept: 2.99,
  /** For the square root of what is undecided. */
  undecided: -6.24,
  scattered: -2.68,
} as const;

/** How sure it is that the right subject was found whole, 0..1. */
export function confidenceOf({ undecided, scattered }: Doubts): number {
  const odds =
    CONFIDENCE.intercept + CONFIDENCE.undecided * Math.sqrt(undecided) + CONFIDENCE.scattered * scattered;
  return 1 / (1 + Math.exp(-odds));
}

/** Looks that agree less than this saw different things. */
const DIFFERENT = 0.4;
/** What spans more of the picture than this is no subject if one look alone saw it. */
const EVERYWHERE = 0.95;

/**
 * Whether there is a subject. None where the matte shows nothing, and none where it spans the whole picture but a look did not
 * see the same: bricks and stripes, of which each size of input picks others. Borrows `alpha`.
 */
export function hasSubject({ alpha, agreements }: Findings): boolean {
  if (showsNothing(alpha)) return false;
  const { box } = thingsIn(alpha);
  const everywhere = box !== undefined && regionArea(box) > EVERYWHERE;
  return !(everywhere && agreements.some(agreement => agreement < DIFFERENT));
}
