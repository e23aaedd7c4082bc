/**
 * What a person does to a matte by hand. Edits are kept as what was done, never as pixels: they are applied in order to the
 * refined matte, before its edges are shifted and feathered. Lengths are pixels of the upright original.
 */
export type MatteEdit = StrokeEdit | LassoEdit | RegionEdit | MaskEdit;

export const STROKE_MODES = ['restore', 'erase', 'refine'] as const;
export type StrokeMode = (typeof STROKE_MODES)[number];

/** One pull of a brush: its dabs never add up within a stroke. */
export interface StrokeEdit {
  readonly kind: 'stroke';
  /** `refine` decides anew, by the colours around, what is subject under the brush. */
  readonly mode: StrokeMode;
  /** `x, y, pressure` again and again; pressure 0..1 scales the size. */
  readonly points: readonly number[];
  /** Diameter at full pressure. */
  readonly size: number;
  /** Share of the radius that is covered fully, 0..1. */
  readonly hardness: number;
  /** Above 0 to 1. */
  readonly opacity: number;
  /** Whether the stroke keeps to the edge that it oversteps. */
  readonly edge_aware: boolean;
}

/** An area with a drawn outline. */
export interface LassoEdit {
  readonly kind: 'lasso';
  readonly mode: 'add' | 'subtract';
  /** `x, y` again and again; the last point is joined to the first. */
  readonly points: readonly number[];
}

/** A click on what hangs together. */
export interface RegionEdit {
  readonly kind: 'region';
  /** `drop` clears the part of the subject under the point, `fill` the hole, `only` clears all but the part. */
  readonly mode: 'drop' | 'fill' | 'only';
  readonly x: number;
  readonly y: number;
}

/** A matte from elsewhere, stretched over the picture. */
export interface MaskEdit {
  readonly kind: 'mask';
  readonly mode: 'replace' | 'add' | 'subtract' | 'intersect';
  /** Names the grey picture among the document's assets. */
  readonly asset: string;
}

/** Ranges of what edits are made of; sizes in pixels of the original. */
export const EDIT_RANGES = {
  size: { min: 1, max: 2000, default: 60 },
  hardness: { min: 0, max: 1, default: 0.7 },
  opacity: { min: 0.01, max: 1, default: 1 },
} as const;
