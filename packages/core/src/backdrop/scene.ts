import type { Anchor } from '../compose/place-backdrop.ts';

/** Colours are written as `parseColour` reads them. */
type Text = string;

export interface GradientStop {
  /** 0 where the gradient begins, 1 where it ends. */
  readonly at: number;
  readonly color: Text;
}

export interface SolidScene {
  readonly kind: 'solid';
  readonly color: Text;
}

/** As in CSS: straight across at `angle` degrees (0 upwards, 90 to the right), or round about `center` to the farthest corner. */
export interface GradientScene {
  readonly kind: 'gradient';
  readonly shape: 'linear' | 'radial';
  readonly angle?: number;
  readonly center?: Anchor;
  readonly stops: readonly GradientStop[];
}

/** A figure that repeats: `count` times along the longer side, `weight` of it drawn (0..1), turned by `angle` degrees. */
export interface PatternScene {
  readonly kind: 'pattern';
  readonly motif: 'dots' | 'stripes' | 'checks' | 'gingham' | 'grid' | 'zigzag' | 'scales';
  readonly ground: Text;
  readonly ink: Text;
  readonly count: number;
  readonly weight?: number;
  readonly angle?: number;
}

/** A line of hills, from one side to the other. */
export interface Ridge {
  /** Where it lies, a share of the height from the top. */
  readonly y: number;
  /** How far it rises and falls, a share of the longer side. */
  readonly height: number;
  /** Hills along the longer side. */
  readonly hills: number;
  /** 0 round, 1 jagged. */
  readonly rough: number;
  readonly color: Text;
  /** Height of the trees on it, a share of the longer side. */
  readonly trees?: number;
}

/** Land or water below the horizon, from there to the bottom. */
export interface Ground {
  readonly kind: 'water' | 'grass' | 'sand';
  readonly colors: readonly Text[];
}

export interface LandscapeScene {
  readonly kind: 'landscape';
  readonly seed: number;
  /** From the top to the horizon. */
  readonly sky: readonly Text[];
  /** A share of the height from the top. */
  readonly horizon: number;
  /** `x`, `y` shares of the sides, `size` of the longer side; `glow` is how far it shines, the same. */
  readonly sun?: {
    readonly x: number;
    readonly y: number;
    readonly size: number;
    readonly glow: number;
    readonly color: Text;
  };
  /** `cover` 0..1; lit and shaded sides. */
  readonly clouds?: { readonly cover: number; readonly light: Text; readonly shade: Text };
  /** How many of a thousand places have a star. */
  readonly stars?: number;
  /** From far to near. */
  readonly ridges?: readonly Ridge[];
  /** What fills the feet of the ridges, and how much, 0..1. */
  readonly mist?: { readonly color: Text; readonly amount: number };
  readonly ground?: Ground;
}

/** Colours that run into one another. */
export interface MeshScene {
  readonly kind: 'mesh';
  readonly seed: number;
  readonly colors: readonly Text[];
}

/** Sheets of paper with waving edges, one before the other, from the top to the bottom. */
export interface WavesScene {
  readonly kind: 'waves';
  readonly seed: number;
  readonly colors: readonly Text[];
}

/** Folds of a soft cloth. */
export interface SilkScene {
  readonly kind: 'silk';
  readonly seed: number;
  readonly colors: readonly Text[];
  readonly folds: number;
}

/** Large soft shapes on a ground. */
export interface BlobsScene {
  readonly kind: 'blobs';
  readonly seed: number;
  readonly ground: readonly Text[];
  readonly colors: readonly Text[];
}

/** Lights out of focus before a ground that runs from the top to the bottom. */
export interface BokehScene {
  readonly kind: 'bokeh';
  readonly seed: number;
  readonly ground: readonly Text[];
  readonly lights: readonly Text[];
}

/** A material seen from above. `colors` from its dark to its light parts. */
export interface SurfaceScene {
  readonly kind: 'surface';
  readonly seed: number;
  readonly material: 'marble' | 'wood' | 'plaster' | 'paper' | 'linen';
  readonly colors: readonly Text[];
}

/** What a procedural background shows; the same picture at every size of one ratio. */
export type Scene =
  | SolidScene
  | GradientScene
  | PatternScene
  | LandscapeScene
  | MeshScene
  | WavesScene
  | SilkScene
  | BlobsScene
  | BokehScene
  | SurfaceScene;

export const BACKDROP_CATEGORIES = ['solid', 'gradient', 'pattern', 'nature', 'abstract'] as const;
export type BackdropCategory = (typeof BACKDROP_CATEGORIES)[number];

/** A background of the built-in library. */
export interface BackdropEntry {
  readonly id: string;
  readonly category: BackdropCategory;
  readonly title: string;
  readonly tags: readonly string[];
  readonly scene: Scene;
}

/** How a background from words is drawn. */
export const PROMPT_STYLES = ['realistic', 'artistic', 'abstract', 'gradient'] as const;
export type PromptStyle = (typeof PROMPT_STYLES)[number];
