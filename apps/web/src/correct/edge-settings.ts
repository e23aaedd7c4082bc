import { RECIPE_RANGES, type Recipe } from '@backgroundfx/core';
import type { RecipeChanges } from '../state/document/commands.ts';

type FinishName = keyof Recipe['finish'];

/** The sliders of a matte's edges, in the order in which they work. */
export const EDGE_SLIDERS = [
  'edge_refinement',
  'shift_edge',
  'feather',
  'contrast',
  'decontamination',
] as const satisfies readonly ('edge_refinement' | FinishName)[];
export type EdgeSlider = (typeof EDGE_SLIDERS)[number];

/** What each takes; lengths go by half pixels. */
export const EDGE_RANGES = {
  edge_refinement: { ...RECIPE_RANGES.edgeRefinement, step: 1 },
  shift_edge: { ...RECIPE_RANGES.shiftEdge, step: 0.5 },
  feather: { ...RECIPE_RANGES.feather, step: 0.5 },
  contrast: { ...RECIPE_RANGES.contrast, step: 1 },
  decontamination: { ...RECIPE_RANGES.decontamination, step: 1 },
} as const satisfies Record<EdgeSlider, object>;

/** Where a slider stands. */
export function edgeOf(recipe: Recipe, slider: EdgeSlider): number {
  return slider === 'edge_refinement' ? recipe.edge_refinement : recipe.finish[slider];
}

/** What moving a slider changes of a recipe. */
export function edgeChange({ finish }: Recipe, slider: EdgeSlider, value: number): RecipeChanges {
  if (slider === 'edge_refinement') return { edge_refinement: value };
  return { finish: { ...finish, [slider]: value } };
}

/** All sliders where they are when nobody has touched them; null where they are there. */
export function edgeReset(recipe: Recipe): RecipeChanges | null {
  if (EDGE_SLIDERS.every(slider => edgeOf(recipe, slider) === EDGE_RANGES[slider].default)) return null;
  const { shift_edge, feather, contrast, decontamination } = EDGE_RANGES;
  return {
    edge_refinement: EDGE_RANGES.edge_refinement.default,
    finish: {
      shift_edge: shift_edge.default,
      feather: feather.default,
      contrast: contrast.default,
      decontamination: decontamination.default,
    },
  };
}
