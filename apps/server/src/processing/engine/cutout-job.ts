import {
  completeFinishSettings,
  type FinishSettings,
  type MatteResult,
  type Plan,
  planCutout,
  type RgbaImage,
  removeBackground,
  type Segmenter,
} from '@backgroundfx/core';
import { inspectPicture, type PictureLimits } from '../../platform/pictures/picture-file.ts';
import type { CutoutFacts, CutoutTask } from './cutout.api.ts';
import { decodePicture } from './decode-picture.ts';
import { checkSides, encodeMatte, encodePicture } from './encode-picture.ts';

/** What the job of one picture needs from its thread. */
export interface JobContext {
  readonly segmenter: Segmenter;
  readonly limits: PictureLimits;
  /** Called between steps; stops the job by throwing. */
  readonly checkpoint: () => Promise<void>;
}

/**
 * One picture, from file to files, on the calling thread. After an error something half-written may lie at its targets;
 * without a subject nothing is written.
 * @throws EngineError as the steps do, and what `checkpoint` throws. Errors of the disk pass.
 */
export async function cutOutFile(task: CutoutTask, context: JobContext): Promise<CutoutFacts> {
  const plan = planCutout(task.quality, context.segmenter.model.input, task.edgeRefinement);
  const settings = completeFinishSettings(task.finish ?? {});
  const facts = await inspectPicture(task.source, context.limits);
  checkSides(facts, task.format);
  await context.checkpoint();
  const image = await decodePicture(task.source, facts);
  await context.checkpoint();
  const { confidence, hasForeground, classes, withoutFloat } = await cutOut(
    image,
    { plan, settings, mask: task.mask },
    context,
  );
  await context.checkpoint();
  if (hasForeground) await encodePicture(image, task.format, task.target);
  const { width, height } = image;
  return {
    width,
    height,
    model: context.segmenter.model.id,
    confidence,
    hasForeground,
    classes,
    ...(withoutFloat && { withoutFloat }),
  };
}

interface CutoutOrder {
  readonly plan: Plan;
  readonly settings: FinishSettings;
  readonly mask: string | undefined;
}

/** Apart, so that the matte is let go before the picture is written. Changes `image` in place. */
async function cutOut(
  image: RgbaImage,
  { plan, settings, mask }: CutoutOrder,
  { segmenter, checkpoint }: JobContext,
): Promise<Omit<MatteResult, 'matte'>> {
  const { matte, ...known } = await removeBackground(image, segmenter, plan, { checkpoint, settings });
  if (mask !== undefined && known.hasForeground) await encodeMatte(matte, mask);
  return known;
}
