import type { FloatMatte } from '../raster/planes.ts';
import { resampleMatte } from '../raster/resample.ts';

/** A part of the picture, in shares of its width and height. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const WHOLE: Region = { left: 0, top: 0, right: 1, bottom: 1 };

/** Share of the picture's area. */
export function regionArea({ left, top, right, bottom }: Region): number {
  return (right - left) * (bottom - top);
}

/** Side of the grid on which things are told apart: fine enough for a bird in the sky, and costs nothing. */
const GRID = 128;
/** Alpha from which a cell belongs to a thing. */
const SOLID = 0.3;
/** A thing with less than this share of all the alpha is dust. */
const DUST = 0.02;
/** Nor is anything a thing that has less alpha than this many cells of the grid. */
const LEAST_CELLS = 0.3;

/** What stands in a matte. */
export interface Things {
  /** The box around all things that are no dust; absent when there are none. */
  readonly box?: Region;
  /** Share of all their alpha that the largest of them has, 0..1; 0 when there are none. */
  readonly largest: number;
}

/** The connected things of a matte, whatever its size. Borrows `alpha`. */
export function thingsIn(alpha: FloatMatte): Things {
  const cells = resampleMatte(alpha, GRID, GRID).data;
  const found = connected(cells);
  const total = found.reduce((sum, thing) => sum + thing.mass, 0);
  const things = found.filter(({ mass }) => mass >= DUST * total && mass > LEAST_CELLS);
  if (things.length === 0) return { largest: 0 };
  const box = {
    left: Math.min(...things.map(thing => thing.left)) / GRID,
    top: Math.min(...things.map(thing => thing.top)) / GRID,
    right: Math.max(...things.map(thing => thing.right)) / GRID,
    bottom: Math.max(...things.map(thing => thing.bottom)) / GRID,
  };
  return { box, largest: Math.max(...things.map(thing => thing.mass)) / total };
}

interface Thing {
  mass: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Things of solid cells that touch by their sides, boxes in cells. */
function connected(cells: Float32Array): Thing[] {
  const seen = new Uint8Array(cells.length);
  const things: Thing[] = [];
  const queue: number[] = [];
  const visit = (cell: number) => {
    if (seen[cell] || cells[cell]! < SOLID) return;
    seen[cell] = 1;
    queue.push(cell);
  };
  for (let start = 0; start < cells.length; start++) {
    visit(start);
    if (queue.length === 0) continue;
    const thing: Thing = { mass: 0, left: GRID, top: GRID, right: 0, bottom: 0 };
    for (let cell = queue.pop(); cell !== undefined; cell = queue.pop()) {
      const x = cell % GRID;
      const y = (cell - x) / GRID;
      thing.mass += cells[cell]!;
      thing.left = Math.min(thing.left, x);
      thing.right = Math.max(thing.right, x + 1);
      thing.top = Math.min(thing.top, y);
      thing.bottom = Math.max(thing.bottom, y + 1);
      if (x > 0) visit(cell - 1);
      if (x < GRID - 1) visit(cell + 1);
      if (y > 0) visit(cell - GRID);
      if (y < GRID - 1) visit(cell + GRID);
    }
    things.push(thing);
  }
  return things;
}

/** Pixels that a margin has at least: a few of the cells in which the box was found. */
const LEAST_MARGIN = 8;

/**
 * A region with `margin` times its mean side added all around, cut off at the picture's sides and moved outwards to whole
 * pixels of a picture of this size.
 */
export function withMargin(
  region: Region,
  picture: { readonly width: number; readonly height: number },
  margin: number,
): Region {
  const { width, height } = picture;
  const side = Math.sqrt(regionArea(region) * width * height);
  const added = Math.max(LEAST_MARGIN, margin * side);
  return {
    left: Math.max(0, Math.floor(region.left * width - added)) / width,
    top: Math.max(0, Math.floor(region.top * height - added)) / height,
    right: Math.min(width, Math.ceil(region.right * width + added)) / width,
    bottom: Math.min(height, Math.ceil(region.bottom * height + added)) / height,
  };
}
