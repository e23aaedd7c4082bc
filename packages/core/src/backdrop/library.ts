import { GRADIENTS, PATTERNS, SOLIDS } from './library-plain.ts';
import { ABSTRACT, NATURE } from './library-scenes.ts';
import type { BackdropEntry } from './scene.ts';

/** The built-in backgrounds, category by category, in the order in which they are shown. Ids stay as they are for ever. */
export const BACKDROPS: readonly BackdropEntry[] = [
  ...SOLIDS,
  ...GRADIENTS,
  ...PATTERNS,
  ...NATURE,
  ...ABSTRACT,
];

/** The background of an id, or nothing where there is none. */
export function findBackdrop(id: string): BackdropEntry | undefined {
  return BACKDROPS.find(entry => entry.id === id);
}
