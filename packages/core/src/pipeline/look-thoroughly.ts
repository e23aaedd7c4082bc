import { EngineError } from '../errors.ts';
import type { RgbaImage } from '../raster/planes.ts';
import { withOpinion } from '../segment/coarse-opinion.ts';
import { blend, cutMatte, layOver } from '../segment/combine-looks.ts';
import { agreementOf, type Findings, showsNothing } from '../segment/evidence.ts';
import type { Plan } from '../segment/plan.ts';
import { attempt } from './attempt.ts';
import { closerRegion, EVIDENCE, longestSide } from './look-by-evidence.ts';
import type { Looks } from './looks.ts';
import { secondOpinion } from './second-opinion.ts';
import type { Segmenter } from './segmenter.ts';

/**
 * Everything: a full pass and its mirror image, in float where the host has it; the cheap pass; a closer one at the subject
 * where it is small; the second network. What agrees is averaged.
 */
export async function lookThoroughly(
  looks: Looks,
  image: RgbaImage,
  segmenter: Segmenter,
  plan: Plan,
): Promise<Findings> {
  const opened = segmenter.openFloat && (await attempt(segmenter.openFloat));
  const lacking = opened instanceof EngineError;
  const float = lacking ? undefined : opened;
  const full = { network: segmenter, float, size: plan.inputSize };
  const plain = await looks.at(full);
  const mirrored = await looks.at({ ...full, mirrored: true });
  const agreements = [agreementOf(plain, mirrored)];
  let alpha = blend(plain, mirrored, 0.5);
  if (plan.fullSize < plan.inputSize) {
    const smaller = await looks.at({ ...full, size: plan.fullSize });
    agreements.push(agreementOf(alpha, smaller));
    alpha = blend(alpha, smaller, EVIDENCE.cheaperShare);
  }
  if (plan.firstSize < plan.inputSize) {
    const cheap = await looks.at({ network: segmenter, size: plan.firstSize });
    const agreement = agreementOf(alpha, cheap);
    if (!showsNothing(cheap)) agreements.push(agreement);
    if (agreement >= EVIDENCE.alike) alpha = blend(alpha, cheap, EVIDENCE.fourthShare);
    const region = closerRegion(alpha, image);
    if (region) {
      const closer = await looks.at({ ...full, region, mirrored: true });
      const confirmed = agreementOf(cutMatte(alpha, region), closer);
      agreements.push(confirmed);
      if (confirmed >= EVIDENCE.confirmed)
        alpha = layOver(alpha, closer, region, EVIDENCE.closerShare, longestSide(image, plan));
    }
  }
  const opinion = await secondOpinion(looks, segmenter);
  if (opinion) {
    const agreement = agreementOf(alpha, opinion);
    agreements.push(agreement);
    if (agreement >= EVIDENCE.alike) alpha = withOpinion(alpha, opinion, EVIDENCE.secondShare);
  }
  return { alpha, agreements, ...(lacking && { withoutFloat: opened.code }) };
}
