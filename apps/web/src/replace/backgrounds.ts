import { ANCHORS, RECIPE_RANGES, type RecipeBackground } from '@backgroundfx/core';
import type { History } from '../state/document/history.ts';

export type BackgroundKind = RecipeBackground['type'];
export type BackgroundOf<K extends BackgroundKind> = Extract<RecipeBackground, { readonly type: K }>;

/** What each kind begins with, where the picture never had one of it; prompts and uploads begin with what is given. */
const FIRST: { readonly [K in 'transparent' | 'color' | 'gradient' | 'blur']: BackgroundOf<K> } = {
  transparent: { type: 'transparent' },
  color: { type: 'color', color: '#ffffff' },
  gradient: {
    type: 'gradient',
    shape: 'linear',
    angle: 180,
    center: ANCHORS.center,
    stops: [
      { at: 0, color: '#f4ede2' },
      { at: 1, color: '#d2c1aa' },
    ],
  },
  blur: { type: 'blur', blur: RECIPE_RANGES.surroundingsBlur.default },
};

/** The background of a kind that the picture had last, also one that was undone or replaced since. */
export function lastOf<K extends BackgroundKind>(history: History | null, kind: K): BackgroundOf<K> | null {
  if (history === null) return null;
  const { document, done, undone } = history;
  const documents = [
    document,
    ...done.map(step => step.before).reverse(),
    ...undone.map(step => step.before),
  ];
  for (const { recipe } of documents) {
    if (recipe.background.type === kind) return recipe.background as BackgroundOf<K>;
  }
  return null;
}

/** What choosing a kind gives: what the picture had of it, else the kind's beginning. */
export function chosen<K extends keyof typeof FIRST>(history: History | null, kind: K): BackgroundOf<K> {
  return lastOf(history, kind) ?? FIRST[kind];
}

/** The picture that was uploaded, as it lies by itself. */
export function uploaded(id: string): BackgroundOf<'image'> {
  return {
    type: 'image',
    id,
    fit: 'cover',
    position: ANCHORS.center,
    scale: RECIPE_RANGES.backdropScale.default,
  };
}

/** The seed of another picture of the same words. */
export function nextSeed(seed: number): number {
  return seed >= RECIPE_RANGES.seed.max ? RECIPE_RANGES.seed.min : seed + 1;
}
