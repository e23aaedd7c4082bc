import { EngineError, type Recipe } from '@backgroundfx/core';
import { useMemo } from 'react';
import { layOutStage } from '../engine/stage-geometry.ts';
import type { StageGeometry } from '../engine/studio.api.ts';
import { useWorkspace } from './use-workspace.ts';

/**
 * Where everything of the document lies, drafts included; null before the first frame. What was drawn last may lie on another
 * canvas: numbers that go with a recipe are those of the recipe itself.
 */
export function useGeometry(): StageGeometry | null {
  const drawn = useWorkspace(state => state.frame?.geometry ?? null);
  const recipe = useWorkspace(state => state.document()?.recipe ?? null);
  return useMemo(() => drawn && recipe && laidOut(drawn, recipe), [drawn, recipe]);
}

/** What a recipe makes of a picture whose subject was seen; as it was drawn where the canvas would be too large to draw. */
export function laidOut(drawn: StageGeometry, recipe: Recipe): StageGeometry {
  try {
    return layOutStage(recipe, drawn.picture, drawn.box);
  } catch (error) {
    if (error instanceof EngineError && error.code === 'image_too_large') return drawn;
    throw error;
  }
}
