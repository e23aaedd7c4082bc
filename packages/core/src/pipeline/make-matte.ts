import { refineMatte } from '../matte/refine-matte.ts';
import { type Matte, matte, type RgbaImage } from '../raster/planes.ts';
import type { Plan } from '../segment/plan.ts';
import { type FoundSubject, lookForSubject } from './find-subject.ts';
import type { MatteJob } from './matte-job.ts';
import type { Segmenter } from './segmenter.ts';

/** A matte, and what is known about it. */
export interface MatteResult extends FoundSubject {
  /** Of the picture's own size; empty where there is no subject. */
  readonly matte: Matte;
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
  const { found, colours } = await lookForSubject(image, networks, plan, job);
  if (!found.hasForeground) {
    onStage?.('refine', 1);
    return { ...found, matte: matte(image.width, image.height, new Uint8Array(image.width * image.height)) };
  }
  const refined = await refineMatte(found.coarse, image, {
    colours,
    signal,
    checkpoint,
    edgeRefinement: plan.edgeRefinement,
    onProgress: done => onStage?.('refine', done),
  });
  return { ...found, matte: refined };
}
