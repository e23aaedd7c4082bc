import {
  type MatteResult,
  makeMatte,
  type Plan,
  type RenderedRecipe,
  type RgbaImage,
  renderRecipeParts,
} from '@backgroundfx/core';
import { inspectPicture } from '../../platform/pictures/picture-file.ts';
import type { CutoutTask, RecipeTask } from './cutout.api.ts';
import { decodePicture } from './decode-picture.ts';
import { encodeMatte, encodePicture, matteOf } from './encode-picture.ts';
import type { JobContext } from './job-context.ts';

/** What is known of a picture that a recipe was drawn of. */
export interface RecipeOutcome extends Pick<MatteResult, 'confidence' | 'hasForeground' | 'classes'> {
  readonly withoutFloat?: MatteResult['withoutFloat'];
  /** Pixels of what was written. */
  readonly width: number;
  readonly height: number;
}

/**
 * Draws what a recipe describes and writes it; without a subject nothing is written. Takes `image`.
 * @throws EngineError as the steps do. Errors of the disk pass.
 */
export async function drawRecipe(
  image: RgbaImage,
  { recipe, backdrop }: RecipeTask,
  task: CutoutTask,
  plan: Plan,
  { segmenter, limits, checkpoint }: JobContext,
): Promise<RecipeOutcome> {
  const { width, height } = image;
  const { matte, ...known } = await makeMatte(image, segmenter, plan, { checkpoint });
  if (!known.hasForeground) return { ...known, width, height };
  await checkpoint();
  const background = backdrop === undefined ? undefined : await readBackdrop(backdrop, limits);
  const drawn = await renderRecipeParts(recipe, { image, matte, background }, { checkpoint });
  await checkpoint();
  await write(drawn, task);
  return { ...known, width: drawn.image.width, height: drawn.image.height };
}

async function readBackdrop(path: string, limits: JobContext['limits']): Promise<RgbaImage> {
  return decodePicture(path, await inspectPicture(path, limits));
}

async function write(
  { image, matte }: RenderedRecipe,
  { format, target, mask, recipe }: CutoutTask,
): Promise<void> {
  if (format === 'zip') throw new TypeError('A recipe is drawn as one picture');
  const quality = recipe?.recipe.output.quality;
  if (recipe?.recipe.output.channels === 'alpha') await encodeMatte(matteOf(image, 0), target, format);
  else await encodePicture(image, format, target, { quality });
  if (mask !== undefined && matte) await encodeMatte(matte, mask);
}
