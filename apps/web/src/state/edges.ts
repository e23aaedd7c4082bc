import { EDGE_SETTINGS } from '@backgroundfx/core';

export type EdgeName = keyof typeof EDGE_SETTINGS;

/** Where every slider of the edges stands. */
export type Edges = Readonly<Record<EdgeName, number>>;

export const EDGE_NAMES = Object.keys(EDGE_SETTINGS) as readonly EdgeName[];

/** What the engine does when nobody asks for anything. */
export const DEFAULT_EDGES = Object.fromEntries(
  EDGE_NAMES.map(name => [name, EDGE_SETTINGS[name].default]),
) as Edges;

export function areSameEdges(a: Edges, b: Edges): boolean {
  return EDGE_NAMES.every(name => a[name] === b[name]);
}

/** With some of them elsewhere, each within its range; what is not a number stays where it was. */
export function withEdges(edges: Edges, changes: Partial<Edges>): Edges {
  const moved = { ...edges };
  for (const name of EDGE_NAMES) {
    const value = changes[name];
    if (value === undefined || Number.isNaN(value)) continue;
    const { min, max } = EDGE_SETTINGS[name];
    moved[name] = Math.min(max, Math.max(min, value));
  }
  return moved;
}
