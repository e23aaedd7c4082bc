import { blurSurroundings } from '../compose/blur-surroundings.ts';
import { finishCutout } from '../compose/finish-cutout.ts';
import type { FinishSettings } from '../compose/finish-settings.ts';
import type { Job } from '../pipeline/job.ts';
import type { Matte, RgbaImage } from '../raster/planes.ts';
import { checkReferences, composeRecipe, type RenderedRecipe } from './compose-recipe.ts';
import { partOf } from './job-parts.ts';
import type { Recipe } from './recipe-fields.ts';

export interface RecipeInputs {
  /** The picture: its buffer is taken, and becomes the cut-out or the result. */
  readonly image: RgbaImage;
  /** How much of each pixel is subject, as `makeMatte` gives it. Borrowed. */
  readonly matte: Matte;
  /** The picture that a background of type `image` refers to. Borrowed. */
  readonly background?: RgbaImage | undefined;
}

/** When each part of the work ends, as a share of all. */
const DONE = { blurred: 0.1, finished: 0.5 } as const;

/**
 * Makes the picture that a recipe describes: the subject is finished and cut out, laid on its background with its shadow, by
 * its blend mode, on its canvas, at its size. The same recipe and inputs are the same bytes on every machine. For `jpg` what
 * is transparent becomes white in the end; for the channels `alpha` the picture is the matte of the subject where it lies,
 * grey and opaque. `model`, `quality`, `edge_refinement` and what concerns the file are the host's.
 * @throws EngineError `cancelled`; `invalid_argument` when the sizes of picture and matte differ, a background of type `image`
 * comes without its picture, or the library has no such id; `prompt_rejected`; `image_too_large` for the canvas
 */
export async function renderRecipe(recipe: Recipe, inputs: RecipeInputs, job: Job = {}): Promise<RgbaImage> {
  return (await renderRecipeParts(recipe, inputs, job)).image;
}

/** As `renderRecipe`, with the matte beside the picture where the recipe asks for it. */
export async function renderRecipeParts(
  recipe: Recipe,
  { image, matte, background }: RecipeInputs,
  job: Job = {},
): Promise<RenderedRecipe> {
  // Before the picture's buffer is touched.
  checkReferences(recipe, background);
  const surroundings = await surroundingsOf(recipe, image, matte, partOf(job, 0, DONE.blurred));
  await finishCutout(image, matte, finishOf(recipe), partOf(job, DONE.blurred, DONE.finished));
  return composeRecipe(recipe, { cutout: image, surroundings, background }, partOf(job, DONE.finished, 1));
}

/** The cut-out takes the picture's buffer, so what is needed of the picture is taken before. */
async function surroundingsOf(
  { background, output }: Recipe,
  image: RgbaImage,
  matte: Matte,
  job: Job,
): Promise<RgbaImage | undefined> {
  if (background.type !== 'blur' || output.channels === 'alpha') return undefined;
  return blurSurroundings(image, matte, background.blur, job);
}

function finishOf({ finish }: Recipe): FinishSettings {
  const { shift_edge, ...settings } = finish;
  return { ...settings, shiftEdge: shift_edge };
}
