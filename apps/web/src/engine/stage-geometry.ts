import { type Frame, layOutRecipe, type Recipe } from '@backgroundfx/core';
import type { StageGeometry } from './studio.api.ts';

/**
 * Where everything of a recipe lies, at full size.
 * @param box of the subject, in pixels of the picture; null where nothing is left of it
 * @throws EngineError `image_too_large` for the canvas
 */
export function layOutStage(
  recipe: Recipe,
  picture: StageGeometry['picture'],
  box: Frame | null,
): StageGeometry {
  const unlimited = { ...recipe, output: { ...recipe.output, max_side: null } };
  const { plan, place } = layOutRecipe(unlimited, picture, box ?? undefined);
  return { picture, canvas: plan, place, box };
}
