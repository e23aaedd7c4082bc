import { gradients, patterns, solids } from './library-plain.ts';
import { abstracts, nature } from './library-scenes.ts';
import type { BackdropEntry } from './scene.ts';

/**
 * The built-in backgrounds, category by category, in the order in which they are shown; made anew at each call, so that a
 * program that asks for none holds none. Ids stay as they are for ever.
 */
export function listBackdrops(): readonly BackdropEntry[] {
  return [...solids(), ...gradients(), ...patterns(), ...nature(), ...abstracts()];
}

/** The background of an id, or nothing where there is none. */
export function findBackdrop(id: string): BackdropEntry | undefined {
  return listBackdrops().find(entry => entry.id === id);
}
