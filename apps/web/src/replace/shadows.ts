import { RECIPE_RANGES, type Recipe, type RecipeShadow } from '@backgroundfx/core';
import type { RecipeChanges } from '../state/document/commands.ts';

export type CastKind = 'drop' | 'contact';
export type Cast = Extract<RecipeShadow, { readonly type: CastKind }>;
type Shadows = Pick<Recipe, 'shadow' | 'second_shadow'>;

const NONE: RecipeShadow = { type: 'none' };
const BLACK = '#000000';

const FIRST: Readonly<Record<CastKind, Cast>> = {
  drop: {
    type: 'drop',
    x: RECIPE_RANGES.shadowShift.default,
    y: RECIPE_RANGES.dropShift.default,
    blur: RECIPE_RANGES.dropBlur.default,
    color: BLACK,
    opacity: RECIPE_RANGES.dropOpacity.default,
  },
  contact: {
    type: 'contact',
    x: RECIPE_RANGES.shadowShift.default,
    y: RECIPE_RANGES.shadowShift.default,
    blur: RECIPE_RANGES.contactBlur.default,
    color: BLACK,
    opacity: RECIPE_RANGES.contactOpacity.default,
  },
};

/** The recipe's shadow of a kind; null where it casts none. */
export function castOf({ shadow, second_shadow }: Shadows, kind: CastKind): Cast | null {
  for (const cast of [shadow, second_shadow]) if (cast.type === kind) return cast as Cast;
  return null;
}

/** The shadow that switching a kind on gives. */
export function firstCast(kind: CastKind): Cast {
  return FIRST[kind];
}

/** The recipe's two shadows with one of them as it shall be: the drop shadow above the contact shadow. */
export function withCast(recipe: Shadows, kind: CastKind, cast: Cast | null): RecipeChanges {
  const other = castOf(recipe, kind === 'drop' ? 'contact' : 'drop');
  const [first, second] = (kind === 'drop' ? [cast, other] : [other, cast]).filter(one => one !== null);
  return { shadow: first ?? NONE, second_shadow: second ?? NONE };
}

/** How far a shadow lies away and which way, in degrees: 0 upwards, 90 to the right, as gradients run. */
export interface Throw {
  /** A share of the canvas's longer side. */
  readonly distance: number;
  readonly angle: number;
}

/** @param still the angle of a shadow that lies where it would by itself */
export function throwOf({ x, y }: Cast, still = 180): Throw {
  const distance = Math.hypot(x, y);
  if (distance < 1e-6) return { distance: 0, angle: still };
  return { distance, angle: (Math.atan2(x, -y) * (180 / Math.PI) + 360) % 360 };
}

export function thrown(cast: Cast, { distance, angle }: Throw): Cast {
  const turn = angle * (Math.PI / 180);
  return { ...cast, x: rounded(distance * Math.sin(turn)), y: rounded(-distance * Math.cos(turn)) };
}

/** A document stays short; six decimals are a hundredth of a pixel on the largest canvas. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6 + 0;
}
