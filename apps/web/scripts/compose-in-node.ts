import { text } from 'node:stream/consumers';
import {
  createRedrawing,
  floatMatte,
  type Matte,
  type MatteEdit,
  parseRecipe,
  type RgbaImage,
  renderRecipe,
  rgbaImage,
} from '@backgroundfx/core';
import sharp from 'sharp';

/**
 * What the server does with a picture and its coarse matte, as a program: reads the order from its input as JSON, decodes
 * with sharp, composes with the engine and writes the pixels as base64. The browser's tests hold their own against it.
 */
export interface CompositionOrder {
  /** A PNG, base64. */
  readonly picture: string;
  readonly coarse: { readonly width: number; readonly height: number; readonly alpha: readonly number[] };
  readonly recipe: object;
  /** Corrections, and the pictures of the mattes among them by their ids, base64. A server knows none: as in the editor. */
  readonly edits?: readonly MatteEdit[];
  readonly masks?: Readonly<Record<string, string>>;
  /** The picture that a background of type `image` refers to, base64. */
  readonly background?: string;
}

export interface ComposedInNode {
  readonly width: number;
  readonly height: number;
  /** RGBA, straight alpha, base64. */
  readonly pixels: string;
}

async function decode(base64: string): Promise<RgbaImage> {
  const { data, info } = await sharp(Buffer.from(base64, 'base64'))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  // A Buffer's `slice` is no copy, as that of every other array of bytes is.
  return rgbaImage(info.width, info.height, new Uint8Array(data));
}

/** The matte that a grey picture stands for. */
async function decodeMask(base64: string): Promise<Matte> {
  const { width, height, data } = await decode(base64);
  return { kind: 'matte8', width, height, data: data.filter((_, i) => i % 4 === 0) as Uint8Array };
}

async function compose(order: CompositionOrder): Promise<ComposedInNode> {
  const { picture, coarse, edits = [], masks = {}, background } = order;
  const recipe = parseRecipe(order.recipe);
  const image = await decode(picture);
  const { width, height, alpha } = coarse;
  const mattes = new Map<string, Matte>();
  for (const [id, mask] of Object.entries(masks)) mattes.set(id, await decodeMask(mask));
  // The refined and corrected matte: everything after that is the recipe's.
  const { matte } = await createRedrawing({
    image,
    coarse: floatMatte(width, height, Float32Array.from(alpha)),
    quality: recipe.quality,
  }).draw({ edgeRefinement: recipe.edge_refinement, decontamination: 0, edits, masks: mattes });
  const composed = await renderRecipe(recipe, {
    image,
    matte,
    background: background === undefined ? undefined : await decode(background),
  });
  const pixels = Buffer.from(composed.data).toString('base64');
  return { width: composed.width, height: composed.height, pixels };
}

process.stdout.write(JSON.stringify(await compose(JSON.parse(await text(process.stdin)))));
