import {
  blurSurroundings,
  type ClassShare,
  composeRecipe,
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
export interface RecipeOutcome {
  readonly hasForeground: boolean;
  readonly classes: readonly ClassShare[];
  /** Absent where the picture was cut out already. */
  readonly confidence?: number;
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
  recipeTask: RecipeTask,
  task: CutoutTask,
  plan: Plan,
  context: JobContext,
): Promise<RecipeOutcome> {
  const { width, height } = image;
  const { recipe, backdrop, takesCutouts } = recipeTask;
  if (takesCutouts && isSeeThrough(image)) return composeCutout(image, recipeTask, task, context);
  const { segmenter, limits, checkpoint } = context;
  const { matte, ...known } = await makeMatte(image, segmenter, plan, { checkpoint, classes: task.classes });
  if (!known.hasForeground) return { ...known, width, height };
  await checkpoint();
  const background = backdrop === undefined ? undefined : await readBackdrop(backdrop, limits);
  const drawn = await renderRecipeParts(recipe, { image, matte, background }, { checkpoint });
  await checkpoint();
  await write(drawn, task);
  return { ...known, width: drawn.image.width, height: drawn.image.height };
}

/** The same for a picture that is cut out and finished already. */
async function composeCutout(
  cutout: RgbaImage,
  { recipe, backdrop }: RecipeTask,
  task: CutoutTask,
  { limits, checkpoint }: JobContext,
): Promise<RecipeOutcome> {
  const background = backdrop === undefined ? undefined : await readBackdrop(backdrop, limits);
  const surroundings =
    recipe.background.type === 'blur'
      ? await blurSurroundings(cutout, matteOf(cutout, 3), recipe.background.blur, { checkpoint })
      : undefined;
  const drawn = await composeRecipe(recipe, { cutout, surroundings, background }, { checkpoint });
  await checkpoint();
  await write(drawn, task);
  return { hasForeground: true, classes: [], width: drawn.image.width, height: drawn.image.height };
}

function isSeeThrough({ data }: RgbaImage): boolean {
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) return true;
  return false;
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
