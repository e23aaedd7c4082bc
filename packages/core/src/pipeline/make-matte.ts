import { type EngineErrorCode, throwIfCancelled } from '../errors.ts';
import { refineMatte } from '../matte/refine-matte.ts';
import { type FloatMatte, type Matte, matte, type RgbaImage } from '../raster/planes.ts';
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

/** A matte, and what is known about it. */
export interface MatteResult {
  /** Of the picture's own size. */
  readonly matte: Matte;
  /** What the looks came to, not refined; any size. With it `createRedrawing` draws the edges anew. */
  readonly coarse: FloatMatte;
  /** How sure the engine is that the right subject was found whole, 0..1. */
  readonly confidence: number;
  /** What that was worked out from. */
  readonly doubts: Doubts;
  /** Where it is unsure: 0 sure, 255 not at all; the whole picture at the network's resolution. */
  readonly uncertainty: Matte;
  /** False when there is no subject in the picture; the matte is then empty. */
  readonly hasForeground: boolean;
  /** What ran, in order. */
  readonly runs: readonly NetworkRun[];
  /** Why a plan that asks for float had to do without (`withoutFloatNote` says it); absent where it had not. */
  readonly withoutFloat?: EngineErrorCode;
  /** What the network saw, largest first; empty where it tells no classes apart. */
  readonly classes: readonly ClassShare[];
}

/**
 * The subject's matte at the picture's own size: look at it as the plan says, then refine with the picture as guide.
 * Borrows `image`; everything in the result is new. Progress of the stage `infer` jumps where fewer looks than the plan's
 * most are enough.
 * @throws EngineError `cancelled`, `invalid_argument` for a class that the network does not know, and whatever the session
 *   throws.
 */
export async function makeMatte(
  image: RgbaImage,
  networks: Segmenter,
  plan: Plan,
  job: MatteJob = {},
): Promise<MatteResult> {
  const { signal, checkpoint, onStage } = job;
  throwIfCancelled(signal);
  // A network that finds whatever stands out has no say in which classes count.
  const tellsClasses = 'classes' in networks.model.output;
  const segmenter = tellsClasses ? { ...networks, second: undefined } : networks;
  const looks = createLooks(image, job, worstPixels(segmenter, plan));
  const findings = await findSubject(looks, image, segmenter, plan);
  onStage?.('infer', 1);
  const { alpha, withoutFloat } = findings;
  const doubts = doubtsOf(findings);
  const known = {
    coarse: alpha,
    doubts,
    uncertainty: uncertaintyOf(alpha),
    runs: looks.runs,
    classes: looks.classes,
    ...(withoutFloat && { withoutFloat }),
  };
  if (!hasSubject(findings)) {
    onStage?.('refine', 1);
    const empty = matte(image.width, image.height, new Uint8Array(image.width * image.height));
    return { ...known, matte: empty, confidence: 0, hasForeground: false };
  }
  const refined = await refineMatte(alpha, image, {
    colours: looks.colours,
    signal,
    checkpoint,
    edgeRefinement: plan.edgeRefinement,
    onProgress: done => onStage?.('refine', done),
  });
  return { ...known, matte: refined, confidence: confidenceOf(doubts), hasForeground: true };
}

/** Pixels of input that the plan may take in all. */
function worstPixels({ model, second }: Segmenter, plan: Plan): number {
  const own = planEstimate(plan, model.input).worst * model.input.bestSize ** 2;
  return second && plan.closer ? own + second.model.input.bestSize ** 2 : own;
}

function findSubject(looks: Looks, image: RgbaImage, segmenter: Segmenter, plan: Plan): Promise<Findings> {
  const find = plan.approach === 'thorough' ? lookThoroughly : lookByEvidence;
  return find(looks, image, segmenter, plan);
}
