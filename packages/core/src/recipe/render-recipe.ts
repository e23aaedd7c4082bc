import { findBackdrop } from '../backdrop/library.ts';
import { promptBackdrop } from '../backdrop/prompt-backdrop.ts';
import { renderScene } from '../backdrop/render-backdrop.ts';
import { alphaOf } from '../compose/alpha-of.ts';
import { blend, tint } from '../compose/blend.ts';
import { blurSurroundings } from '../compose/blur-surroundings.ts';
import { parseColour } from '../compose/colour.ts';
import { finishCutout } from '../compose/finish-cutout.ts';
import type { FinishSettings } from '../compose/finish-settings.ts';
import { flatten } from '../compose/flatten.ts';
import { type Frame, showFrame } from '../compose/map-picture.ts';
import { placeBackdrop } from '../compose/place-backdrop.ts';
import { placeSubject, type SubjectPlace } from '../compose/place-subject.ts';
import { type CanvasPlan, planCanvas } from '../compose/plan-canvas.ts';
import { castShadow } from '../compose/shadow.ts';
import { subjectBox } from '../compose/subject-box.ts';
import { EngineError } from '../errors.ts';
import type { Job } from '../pipeline/job.ts';
import { type Matte, type RgbaImage, rgbaImage } from '../raster/planes.ts';
import type { Recipe, RecipeShadow } from './recipe-fields.ts';

export interface RecipeInputs {
  /** The picture: its buffer is taken, and becomes the cut-out or the result. */
  readonly image: RgbaImage;
  /** How much of each pixel is subject, as `makeMatte` gives it. Borrowed. */
  readonly matte: Matte;
  /** The picture that a background of type `image` refers to. Borrowed. */
  readonly background?: RgbaImage | undefined;
}

export interface RenderedRecipe {
  /** The picture. */
  readonly image: RgbaImage;
  /** The subject's alpha where it lies on the canvas; there when `output.matte` asks for it. */
  readonly matte?: Matte;
}

/** When each part of the work ends, as a share of all. */
const DONE = { blurred: 0.1, finished: 0.45, background: 0.7, placed: 0.85 } as const;

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
  checkReferences(recipe, background);
  const { output } = recipe;
  const alone = output.channels === 'alpha';
  // The cut-out takes the picture's buffer, so what is needed of it is taken before.
  const { blur } = recipe.background.type === 'blur' && !alone ? recipe.background : { blur: 0 };
  const surroundings =
    blur === 0 ? undefined : await blurSurroundings(image, matte, blur, part(job, 0, DONE.blurred));
  const cut = await finishCutout(image, matte, finishOf(recipe), part(job, DONE.blurred, DONE.finished));
  const box = subjectBox(cut);
  const plan = planCanvas(image, box, { ...recipe.canvas, maxSide: output.max_side });
  const { width, height } = plan;
  const place = subjectPlace(
    recipe,
    plan,
    box ?? { left: 0, top: 0, width: image.width, height: image.height },
  );
  const placing = part(job, DONE.background, DONE.placed);
  let picture: RgbaImage;
  let alpha: Matte | undefined;
  if (alone) {
    const subject = await placeSubject(image, width, height, place, placing);
    if (output.matte) alpha = alphaOf(subject);
    picture = asGrey(subject);
  } else {
    const drawing = part(job, DONE.finished, DONE.background);
    const behind = await backgroundOn(plan, recipe, background, surroundings, image, drawing);
    const subject = await placeSubject(image, width, height, place, placing);
    if (output.matte) alpha = alphaOf(subject);
    picture = await composed(recipe, behind, subject, part(job, DONE.placed, 1));
    if (output.format === 'jpg') flatten(picture, parseColour('#ffffff'));
  }
  job.onProgress?.(1);
  return { image: picture, ...(alpha && { matte: alpha }) };
}

/** Background, shadow and subject, one over the other; takes both pictures. */
async function composed(
  { shadow, blend_mode }: Recipe,
  behind: RgbaImage | undefined,
  subject: RgbaImage,
  job: Job,
): Promise<RgbaImage> {
  if (behind === undefined && shadow.type === 'none') return subject;
  const { width, height } = subject;
  const canvas = behind ?? rgbaImage(width, height, new Uint8ClampedArray(width * height * 4));
  if (shadow.type !== 'none') await layShadow(canvas, subject, shadow, part(job, 0, 0.7));
  return blend(canvas, subject, blend_mode, part(job, 0.7, 1));
}

/** Before any work, and before the picture's buffer is touched. */
function checkReferences({ background }: Recipe, picture: RgbaImage | undefined): void {
  if (background.type === 'image' && picture === undefined) {
    throw new EngineError('invalid_argument', `The picture of the background "${background.id}" is missing`, {
      details: { field: 'background.id' },
    });
  }
  if (background.type === 'library' && findBackdrop(background.id) === undefined) {
    throw new EngineError('invalid_argument', `The library has no background "${background.id}"`, {
      details: { field: 'background.id' },
    });
  }
}

function finishOf({ finish }: Recipe): FinishSettings {
  const { shift_edge, ...settings } = finish;
  return { ...settings, shiftEdge: shift_edge };
}

/** The subject turns and grows about the middle of its box, and moves by shares of the canvas. */
function subjectPlace({ subject }: Recipe, plan: CanvasPlan, box: Frame): SubjectPlace {
  const pivot = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  return {
    pivot,
    at: {
      x: plan.left + pivot.x * plan.scale + subject.x * plan.width,
      y: plan.top + pivot.y * plan.scale + subject.y * plan.height,
    },
    scale: plan.scale * subject.scale,
    rotation: subject.rotation,
  };
}

/** What lies behind everything, at the size of the canvas; nothing where it is transparent. */
async function backgroundOn(
  plan: CanvasPlan,
  { background }: Recipe,
  picture: RgbaImage | undefined,
  surroundings: RgbaImage | undefined,
  original: { readonly width: number; readonly height: number },
  job: Job,
): Promise<RgbaImage | undefined> {
  const { width, height } = plan;
  switch (background.type) {
    case 'transparent':
      return undefined;
    case 'color':
      return renderScene({ kind: 'solid', color: background.color }, width, height, job);
    case 'gradient': {
      const { type: _, ...gradient } = background;
      return renderScene({ kind: 'gradient', ...gradient }, width, height, job);
    }
    case 'library':
      return renderScene(findBackdrop(background.id)!.scene, width, height, job);
    case 'image':
      return placeBackdrop(picture!, width, height, background, job);
    case 'blur':
      return showFrame(surroundings!, surroundingsFrame(plan, original, surroundings!), width, height, job);
    case 'prompt': {
      const { prompt, style, seed } = background;
      return (await promptBackdrop({ prompt, style, seed, width, height }, job)).image;
    }
  }
}

/**
 * The part of the blurred picture that lies behind the canvas: where it was in the picture, as long as that covers the canvas,
 * else as much of it as has the canvas's ratio.
 */
function surroundingsFrame(
  plan: CanvasPlan,
  original: { readonly width: number; readonly height: number },
  blurred: RgbaImage,
): Frame {
  const wanted = { width: plan.width / plan.scale, height: plan.height / plan.scale };
  const share = Math.min(1, original.width / wanted.width, original.height / wanted.height);
  const [width, height] = [wanted.width * share, wanted.height * share];
  const middleX = (plan.width / 2 - plan.left) / plan.scale;
  const middleY = (plan.height / 2 - plan.top) / plan.scale;
  const left = Math.min(original.width - width, Math.max(0, middleX - width / 2));
  const top = Math.min(original.height - height, Math.max(0, middleY - height / 2));
  const sx = blurred.width / original.width;
  const sy = blurred.height / original.height;
  return { left: left * sx, top: top * sy, width: width * sx, height: height * sy };
}

async function layShadow(
  canvas: RgbaImage,
  subject: RgbaImage,
  { type, x, y, blur, color, opacity }: Exclude<RecipeShadow, { readonly type: 'none' }>,
  job: Job,
): Promise<void> {
  const long = Math.max(canvas.width, canvas.height);
  // Whole pixels: a shadow without blur keeps clean edges.
  const shadow = { type, x: Math.round(x * long), y: Math.round(y * long), blur: blur * long, opacity };
  const alpha = await castShadow(subject, shadow, job);
  await tint(canvas, alpha, parseColour(color), silent(job));
}

/** The alpha of a picture as a grey, opaque one, in its own buffer. */
function asGrey(image: RgbaImage): RgbaImage {
  const { data } = image;
  for (let p = 0; p < data.length; p += 4) {
    data.fill(data[p + 3]!, p, p + 3);
    data[p + 3] = 255;
  }
  return image;
}

/** A job for a part of the work, which is reported as going from one share of all to another. */
function part(job: Job, from: number, to: number): Job {
  return { ...job, onProgress: done => job.onProgress?.(from + done * (to - from)) };
}

/** The same job for what is too short to be reported. */
function silent({ signal, checkpoint }: Job): Job {
  return { signal, checkpoint };
}
