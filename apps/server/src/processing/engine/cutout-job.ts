import {
  completeFinishSettings,
  type FinishSettings,
  type MatteResult,
  type Plan,
  planCutout,
  type RgbaImage,
  removeBackground,
  showFrame,
} from '@backgroundfx/core';
import { inspectPicture, type PictureFacts } from '../../platform/pictures/picture-file.ts';
import type { CutoutFacts, CutoutTask } from './cutout.api.ts';
import { decodePicture } from './decode-picture.ts';
import { checkSides, encodeMatte, matteOf } from './encode-picture.ts';
import type { JobContext } from './job-context.ts';
import { drawRecipe } from './recipe-job.ts';
import { isWhole, shapeCutout } from './shape-cutout.ts';
import { writeResult } from './write-result.ts';

/**
 * One picture, from file to files, on the calling thread. After an error something half-written may lie at its targets;
 * without a subject nothing is written.
 * @throws EngineError as the steps do, and what `checkpoint` throws. Errors of the disk pass.
 */
export async function cutOutFile(task: CutoutTask, context: JobContext): Promise<CutoutFacts> {
  const plan = planCutout(task.quality, context.segmenter.model.input, task.edgeRefinement);
  const settings = completeFinishSettings(task.finish ?? {});
  const { shape = {} } = task;
  const whole = isWhole(shape);
  const facts = await inspectPicture(task.source, context.limits);
  if (whole && !task.recipe) checkSides(facts, task.format);
  await context.checkpoint();
  const image = await readPart(task, facts, context);
  await context.checkpoint();
  const model = context.segmenter.model.id;
  if (task.recipe) {
    const { width, height, confidence, hasForeground, classes, withoutFloat } = await drawRecipe(
      image,
      task.recipe,
      task,
      plan,
      context,
    );
    return {
      width,
      height,
      ...(confidence !== undefined && { model, confidence }),
      hasForeground,
      classes,
      ...(withoutFloat && { withoutFloat }),
    };
  }
  const order = { plan, settings, classes: task.classes, mask: whole ? task.mask : undefined };
  const { confidence, hasForeground, classes, withoutFloat } = await cutOut(image, order, context);
  await context.checkpoint();
  const result = whole || !hasForeground ? image : await shapeCutout(image, facts, shape, context);
  if (hasForeground) {
    if (task.mask !== undefined && !whole) await encodeMatte(matteOf(result, 3), task.mask);
    await writeResult(result, task, context);
  }
  const { width, height } = result;
  return { width, height, model, confidence, hasForeground, classes, ...(withoutFloat && { withoutFloat }) };
}

/** The pixels that are looked at: of the region, if there is one. */
async function readPart(
  { source, shape }: Pick<CutoutTask, 'source' | 'shape'>,
  facts: PictureFacts,
  { checkpoint }: JobContext,
): Promise<RgbaImage> {
  const image = await decodePicture(source, facts);
  const region = shape?.region;
  return region ? showFrame(image, region, region.width, region.height, { checkpoint }) : image;
}

interface CutoutOrder {
  readonly plan: Plan;
  readonly settings: FinishSettings;
  readonly classes: readonly string[] | undefined;
  readonly mask: string | undefined;
}

/** Apart, so that the matte is let go before the picture is written. Changes `image` in place. */
async function cutOut(
  image: RgbaImage,
  { plan, mask, ...rest }: CutoutOrder,
  { segmenter, checkpoint }: JobContext,
): Promise<Omit<MatteResult, 'matte'>> {
  const { matte, ...known } = await removeBackground(image, segmenter, plan, { checkpoint, ...rest });
  if (mask !== undefined && known.hasForeground) await encodeMatte(matte, mask);
  return known;
}
