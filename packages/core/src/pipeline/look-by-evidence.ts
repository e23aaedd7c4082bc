import type { FloatMatte, RgbaImage } from '../raster/planes.ts';
import { withOpinion } from '../segment/coarse-opinion.ts';
import { unexplainedByColour } from '../segment/colour-doubt.ts';
import { blend, cutMatte, layOver } from '../segment/combine-looks.ts';
import { agreementOf, evidenceOf, type Findings, showsNothing } from '../segment/evidence.ts';
import type { Plan } from '../segment/plan.ts';
import { type Region, regionArea, thingsIn, withMargin } from '../segment/region.ts';
import type { Looks } from './looks.ts';
import { secondOpinion } from './second-opinion.ts';
import type { Segmenter } from './segmenter.ts';

/** What decides between two looks, tuned together; docs/decisions/0011-plans-by-evidence.md tells how. */
export const EVIDENCE = {
  /** Room left around the subject for a closer look, in its own mean sides. */
  margin: 0.15,
  /** A closer look pays when it covers at most this share of the picture, */
  small: 0.6,
  /** and the first leaves no more than this undecided: else its box is a guess. */
  known: 0.4,
  /**
   * At a larger subject it pays where the first look is sure, but so large a share of its edges is not what colours show (see
   * `unexplainedByColour`).
   */
  contradicted: 0.3,
  /** Room left around a larger subject. The look is of another size as well, to be another look at all. */
  tightMargin: 0.06,
  /** A closer look is believed when it agrees so much with the first, and leaves no more than this undecided. */
  confirmed: 0.9,
  closerSure: 0.2,
  /** What a closer look weighs against the one that led to it. */
  closerShare: 0.65,
  /**
   * At a larger subject it weighs more where both agree so much, and is all that counts from the second figure on: they saw the
   * same thing then, and of the first's outline colours had told that it is a crude one. Where they agree less the mean is safer.
   */
  repeated: 0.965,
  same: 0.985,
  /** Looks that agree at least so much are averaged; else the larger one alone counts. */
  alike: 0.85,
  /** What the cheaper look weighs in such an average, */
  cheaperShare: 1 / 3,
  /** the cheap one at `ultra`, where three are there before it and all count alike, */
  fourthShare: 1 / 4,
  /** and the second network away from edges (see `withOpinion`). */
  secondShare: 0.25,
} as const;

/** Where to look closer, if it pays: around a subject that fills no more than a part of the picture. */
export function closerRegion(alpha: FloatMatte, image: RgbaImage): Region | undefined {
  const { box } = thingsIn(alpha);
  const region = box && withMargin(box, image, EVIDENCE.margin);
  return region && regionArea(region) <= EVIDENCE.small ? region : undefined;
}

/** Where to look closer at a larger subject: around it, where colours contradict what the first look drew. */
function contradictedRegion(first: FloatMatte, image: RgbaImage, looks: Looks): Region | undefined {
  const unexplained = unexplainedByColour(first, looks.colours(first.width, first.height));
  if (unexplained < EVIDENCE.contradicted) return undefined;
  const { box } = thingsIn(first);
  return box && withMargin(box, image, EVIDENCE.tightMargin);
}

/**
 * A cheap pass; a closer one at the subject where it is small, or where colours contradict its edge; a full one where these do
 * not convince; the second network's opinion where there is one. What agrees is averaged. A network of one size is asked once.
 */
export async function lookByEvidence(
  looks: Looks,
  image: RgbaImage,
  segmenter: Segmenter,
  plan: Plan,
): Promise<Findings> {
  const first = await looks.at({ network: segmenter, size: plan.firstSize });
  if (plan.firstSize === plan.fullSize) return { alpha: first, agreements: [] };
  const opinion = plan.closer ? await secondOpinion(looks, segmenter) : undefined;
  const seen = await lookCloser(looks, image, segmenter, plan, first);
  const agreements = [...seen.agreements];
  let { alpha } = seen;
  const doubted = opinion !== undefined && agreementOf(opinion, alpha) < EVIDENCE.alike;
  if (!seen.sure || doubted) {
    const full = await looks.at({ network: segmenter, size: plan.fullSize });
    const agreement = agreementOf(full, alpha);
    if (!showsNothing(alpha)) agreements.push(agreement);
    alpha = agreement >= EVIDENCE.alike ? blend(full, alpha, EVIDENCE.cheaperShare) : full;
  }
  if (opinion) {
    const agreement = agreementOf(opinion, alpha);
    agreements.push(agreement);
    if (agreement >= EVIDENCE.alike) alpha = withOpinion(alpha, opinion, EVIDENCE.secondShare);
  }
  return { alpha, agreements };
}

interface CloserFindings extends Findings {
  readonly sure: boolean;
}

/** Looks closer where that pays, and says whether what is known now is enough. */
async function lookCloser(
  looks: Looks,
  image: RgbaImage,
  network: Segmenter,
  plan: Plan,
  first: FloatMatte,
): Promise<CloserFindings> {
  const { undecided } = evidenceOf(first);
  const clear = undecided <= plan.sure && !showsNothing(first);
  const small = plan.closer && undecided <= EVIDENCE.known ? closerRegion(first, image) : undefined;
  const region = small ?? (plan.closer && clear ? contradictedRegion(first, image, looks) : undefined);
  if (!region) return { alpha: first, agreements: [], sure: clear };
  const size = small ? plan.firstSize : plan.closerSize;
  // Mirrored, so that it does not repeat the first one's mistakes.
  const closer = await looks.at({ network, size, region, mirrored: true });
  const agreement = agreementOf(cutMatte(first, region), closer);
  const share = small ? EVIDENCE.closerShare : shareAtLarger(agreement);
  const alpha = layOver(first, closer, region, share, longestSide(image, plan));
  const sure = agreement >= EVIDENCE.confirmed && evidenceOf(closer).undecided <= EVIDENCE.closerSure;
  return { alpha, agreements: [agreement], sure };
}

/** What a closer look at a larger subject weighs that agrees so much with the first. */
function shareAtLarger(agreement: number): number {
  const { closerShare, repeated, same } = EVIDENCE;
  const likeness = (agreement - repeated) / (same - repeated);
  return closerShare + (1 - closerShare) * Math.min(1, Math.max(0, likeness));
}

/** Most pixels along a side that a matte made of several looks has. */
const LONGEST = 2048;

/** No more than the picture has, and not fewer than a full pass gives. */
export function longestSide(image: RgbaImage, plan: Plan): number {
  return Math.min(LONGEST, Math.max(plan.inputSize, image.width, image.height));
}
