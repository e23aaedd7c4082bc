import { type EngineErrorCode, throwIfCancelled } from '../errors.ts';
import type { FloatMatte, Matte, RgbaImage } from '../raster/planes.ts';
import type { ClassShare } from '../segment/classes.ts';
import { confidenceOf, type Doubts, doubtsOf, hasSubject } from '../segment/confidence.ts';
import { type Findings, uncertaintyOf } from '../segment/evidence.ts';
import type { Plan } from '../segment/plan.ts';
import { planEstimate } from '../segment/plan-estimate.ts';
import { lookByEvidence } from './look-by-evidence.ts';
import { lookThoroughly } from './look-thoroughly.ts';
import { createLooks, type Looks } from './looks.ts';
import type { MatteJob } from './matte-job.ts';
import type { NetworkRun, Segmenter } from './segmenter.ts';

/** What looking at a picture came to: everything but its edges. */
export interface FoundSubject {
  /** What the looks came to, not refined; any size. With it `createRedrawing` draws the edges. */
  readonly coarse: FloatMatte;
  /** How sure the engine is that the right subject was found whole, 0..1. */
  readonly confidence: number;
  /** What that was worked out from. */
  readonly doubts: Doubts;
  /** Where it is unsure: 0 sure, 255 not at all; the whole picture at the network's resolution. */
  readonly uncertainty: Matte;
  /** False when there is no subject in the picture. */
  readonly hasForeground: boolean;
  /** What ran, in order. */
  readonly runs: readonly NetworkRun[];
  /** Why a plan that asks for float had to do without (`withoutFloatNote` says it); absent where it had not. */
  readonly withoutFloat?: EngineErrorCode;
  /** What the network saw, largest first; empty where it tells no classes apart. */
  readonly classes: readonly ClassShare[];
}

/** What a picture was looked at with goes on being of use: its colours were read already. */
export interface SubjectLooks {
  readonly found: FoundSubject;
  readonly colours: Looks['colours'];
}

/**
 * Looks at a picture as the plan says. Borrows `image`; everything found is new, the colours are lent. Progress of the stage
 * `infer` jumps where fewer looks than the plan's most are enough.
 * @throws EngineError `cancelled`, `invalid_argument` for a class that the network does not know, and whatever the session
 *   throws.
 */
export async function lookForSubject(
  image: RgbaImage,
  networks: Segmenter,
  plan: Plan,
  job: MatteJob = {},
): Promise<SubjectLooks> {
  throwIfCancelled(job.signal);
  // A network that finds whatever stands out has no say in which classes count.
  const tellsClasses = 'classes' in networks.model.output;
  const segmenter = tellsClasses ? { ...networks, second: undefined } : networks;
  const looks = createLooks(image, job, worstPixels(segmenter, plan));
  const findings = await lookAsPlanned(looks, image, segmenter, plan);
  job.onStage?.('infer', 1);
  const { alpha, withoutFloat } = findings;
  const doubts = doubtsOf(findings);
  const hasForeground = hasSubject(findings);
  const found = {
    coarse: alpha,
    confidence: hasForeground ? confidenceOf(doubts) : 0,
    doubts,
    uncertainty: uncertaintyOf(alpha),
    hasForeground,
    runs: looks.runs,
    classes: looks.classes,
    ...(withoutFloat && { withoutFloat }),
  };
  return { found, colours: looks.colours };
}

/** The first half of `makeMatte`, for a host that draws the edges by `createRedrawing`. See `lookForSubject`. */
export async function findSubject(
  image: RgbaImage,
  networks: Segmenter,
  plan: Plan,
  job: MatteJob = {},
): Promise<FoundSubject> {
  return (await lookForSubject(image, networks, plan, job)).found;
}

/** Pixels of input that the plan may take in all. */
function worstPixels({ model, second }: Segmenter, plan: Plan): number {
  const own = planEstimate(plan, model.input).worst * model.input.bestSize ** 2;
  return second && plan.closer ? own + second.model.input.bestSize ** 2 : own;
}

function lookAsPlanned(looks: Looks, image: RgbaImage, segmenter: Segmenter, plan: Plan): Promise<Findings> {
  const find = plan.approach === 'thorough' ? lookThoroughly : lookByEvidence;
  return find(looks, image, segmenter, plan);
}
