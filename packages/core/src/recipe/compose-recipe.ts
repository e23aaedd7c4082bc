import { findBackdrop } from '../backdrop/library.ts';
import { promptBackdrop } from '../backdrop/prompt-backdrop.ts';
import { renderScene } from '../backdrop/render-backdrop.ts';
import { alphaOf } from '../compose/alpha-of.ts';
import { blend, tint } from '../compose/blend.ts';
import { parseColour } from '../compose/colour.ts';
import { matchColours } from '../compose/colour-match.ts';
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
import { partOf, silent } from './job-parts.ts';
import type { Recipe, RecipeShadow } from './recipe-fields.ts';

export interface CutoutInputs {
  /** The subject, cut out and finished. */
  readonly cutout: RgbaImage;
  /** What `blurSurroundings` gives, for a background of type `blur`. */
  readonly surroundings?: RgbaImage | undefined;
  /** The picture that a background of type `image` refers to. */
  readonly background?: RgbaImage | undefined;
}

export interface RenderedRecipe {
  /** The picture. */
  readonly image: RgbaImage;
  /** The subject's alpha where it lies on the canvas; there when `output.matte` asks for it. */
  readonly matte?: Matte;
}

/** Where everything lies on the canvas. */
export interface RecipeLayout {
  readonly plan: CanvasPlan;
  /** The subject on the canvas. */
  readonly place: SubjectPlace;
  /** Of the subject, in pixels of the cut-out; undefined where nothing of it can be seen. */
  readonly box: Frame | undefined;
}

/**
 * What lies on the canvas, in the order in which it is told: the subject, the background alone, the background with the shadows on
 * it. What a recipe has not is not told.
 */
export type RecipeLayer = 'subject' | 'background' | 'behind';

/** Told of while a recipe is composed; the picture is lent for the call alone. */
export type WatchLayers = (layer: RecipeLayer, picture: RgbaImage) => void;

/** When each part of the work ends, as a share of all. */
const DONE = { background: 0.4, placed: 0.65, matched: 0.75 } as const;
const WHITE = { r: 255, g: 255, b: 255, a: 255 } as const;

/**
 * The second half of `renderRecipe`, for a cut-out that is finished already: what an editor does again when anything but the
 * subject's edges changes. Borrows all pictures; where nothing is laid behind the cut-out and it stays where it is, the very
 * cut-out is the result.
 * @param watch is told of the layers, where the recipe's channels are colours
 * @throws EngineError as `renderRecipe` does
 */
export async function composeRecipe(
  recipe: Recipe,
  { cutout, surroundings, background }: CutoutInputs,
  job: Job = {},
  watch?: WatchLayers,
): Promise<RenderedRecipe> {
  checkReferences(recipe, background);
  const { output } = recipe;
  const { plan, place } = layOutRecipe(recipe, cutout, subjectBox(alphaOf(cutout)));
  const { width, height } = plan;
  const placing = partOf(job, DONE.background, DONE.placed);
  if (output.channels === 'alpha') {
    const matte = alphaOf(await placeSubject(cutout, width, height, place, placing));
    job.onProgress?.(1);
    return { image: asGrey(matte), ...(output.matte && { matte }) };
  }
  const behind = await backgroundOn(
    plan,
    recipe,
    { cutout, surroundings, background },
    partOf(job, 0, DONE.background),
  );
  const placed = await placeSubject(cutout, width, height, place, placing);
  const matching = partOf(job, DONE.placed, DONE.matched);
  const subject = await matched(placed, placed === cutout, behind, recipe.color_match, matching);
  watch?.('subject', subject);
  const laid = await layOver(recipe, behind, subject, partOf(job, DONE.matched, 1), watch);
  const image = output.format === 'jpg' ? flatten(laid === cutout ? copyOf(laid) : laid, WHITE) : laid;
  job.onProgress?.(1);
  return { image, ...(output.matte && { matte: alphaOf(subject) }) };
}

/** The subject in the light of what is behind it; takes the picture, unless it is somebody else's. */
async function matched(
  placed: RgbaImage,
  isBorrowed: boolean,
  behind: RgbaImage | undefined,
  strength: number,
  job: Job,
): Promise<RgbaImage> {
  if (behind === undefined || strength === 0) return placed;
  return matchColours(isBorrowed ? copyOf(placed) : placed, behind, strength, job);
}

/** Background, shadows and subject, one over the other; takes the background. */
async function layOver(
  { shadow, second_shadow, blend_mode }: Recipe,
  behind: RgbaImage | undefined,
  subject: RgbaImage,
  job: Job,
  watch?: WatchLayers,
): Promise<RgbaImage> {
  const shadows = [second_shadow, shadow].filter(cast => cast.type !== 'none');
  if (behind === undefined && shadows.length === 0) return subject;
  const { width, height } = subject;
  const canvas = behind ?? rgbaImage(width, height, new Uint8ClampedArray(width * height * 4));
  if (behind) watch?.('background', behind);
  for (const [i, cast] of shadows.entries()) {
    const [from, to] = [i, i + 1].map(n => (n / shadows.length) * 0.7) as [number, number];
    await layShadow(canvas, subject, cast, partOf(job, from, to));
  }
  watch?.('behind', canvas);
  return blend(canvas, subject, blend_mode, partOf(job, 0.7, 1));
}

function wholeOf({ width, height }: { readonly width: number; readonly height: number }): Frame {
  return { left: 0, top: 0, width, height };
}

function copyOf({ width, height, data }: RgbaImage): RgbaImage {
  return rgbaImage(width, height, data.slice());
}

/**
 * Makes sure that the background that a recipe refers to is there, where it is seen.
 * @throws EngineError `invalid_argument`
 */
export function checkReferences({ background, output }: Recipe, picture: RgbaImage | undefined): void {
  if (output.channels === 'alpha') return;
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

/**
 * Lays a recipe's canvas around a picture whose subject lies in `box`.
 * @throws EngineError `image_too_large` for the canvas
 */
export function layOutRecipe(
  recipe: Recipe,
  picture: { readonly width: number; readonly height: number },
  box: Frame | undefined,
): RecipeLayout {
  const plan = planCanvas(picture, box, { ...recipe.canvas, maxSide: recipe.output.max_side });
  return { plan, place: subjectPlace(recipe, plan, box ?? wholeOf(picture)), box };
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
  { cutout, surroundings, background: picture }: CutoutInputs,
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
    case 'blur': {
      if (!surroundings) throw new EngineError('invalid_argument', 'The blurred surroundings are missing');
      return showFrame(surroundings, surroundingsFrame(plan, cutout, surroundings), width, height, job);
    }
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

/** A matte as a grey, opaque picture. */
function asGrey({ data, width, height }: Matte): RgbaImage {
  const out = rgbaImage(width, height, new Uint8ClampedArray(width * height * 4).fill(255));
  for (let i = 0, p = 0; i < data.length; i++, p += 4) out.data.fill(data[i]!, p, p + 3);
  return out;
}
