import { text } from 'node:stream/consumers';
import { createRedrawing, floatMatte, parseRecipe, renderRecipe, rgbaImage } from '@backgroundfx/core';
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
}

export interface ComposedInNode {
  readonly width: number;
  readonly height: number;
  /** RGBA, straight alpha, base64. */
  readonly pixels: string;
}

async function compose({ picture, coarse, recipe: document }: CompositionOrder): Promise<ComposedInNode> {
  const recipe = parseRecipe(document);
  const { data, info } = await sharp(Buffer.from(picture, 'base64'))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  // A Buffer's `slice` is no copy, as that of every other array of bytes is.
  const image = rgbaImage(info.width, info.height, new Uint8Array(data));
  const { width, height, alpha } = coarse;
  // The refined matte: everything after that is the recipe's.
  const { matte } = await createRedrawing({
    image,
    coarse: floatMatte(width, height, Float32Array.from(alpha)),
    quality: recipe.quality,
  }).draw({ edgeRefinement: recipe.edge_refinement, decontamination: 0 });
  const composed = await renderRecipe(recipe, { image, matte });
  const pixels = Buffer.from(composed.data).toString('base64');
  return { width: composed.width, height: composed.height, pixels };
}

process.stdout.write(JSON.stringify(await compose(JSON.parse(await text(process.stdin)))));
