import type { MatteEdit, Recipe } from '@backgroundfx/core';

/** The version of documents that this editor writes. */
export const DOCUMENT_VERSION = 1;

/** All that is decided about one picture; its pixels follow from it and from the original. JSON, and never changed in place. */
export interface EditDocument {
  readonly version: typeof DOCUMENT_VERSION;
  /** How the subject is found and finished, what lies behind it, where it lies and what comes out. */
  readonly recipe: Recipe;
  /** What was done to the matte by hand, in order. */
  readonly edits: readonly MatteEdit[];
}
