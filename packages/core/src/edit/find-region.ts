import type { Matte } from '../raster/planes.ts';
import { type ByteArea, pixelsWithin } from './area.ts';

/** Alpha from which pixels hang together; what is fainter belongs to the region that it fringes. */
const SEEN = 64;
/** Steps that a fringe reaches from its region at most: with more, the faint haze of a matte would join all. */
const FRINGE = 12;

/** What is being followed: a matte, or what it leaves out, and what was found of it so far. */
interface Search {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  /** 255 where holes are followed: alpha is read turned around. */
  readonly turned: number;
  readonly found: Uint8Array;
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/**
 * The connected part of what a matte shows (or, with `holes`, of what it does not) around a point, 255 inside and 0 elsewhere,
 * with the soft fringe around it. Neighbours are the four beside a pixel. Undefined where there is nothing of the kind under the
 * point. Borrows. Time grows with the region's box; memory is a byte for every pixel of the matte.
 */
export function findRegion(source: Matte, x: number, y: number, holes = false): ByteArea | undefined {
  const { width, height, data } = source;
  const column = Math.floor(x);
  const row = Math.floor(y);
  if (!(column >= 0 && row >= 0 && column < width && row < height)) return undefined;
  const turned = holes ? 255 : 0;
  if ((data[row * width + column]! ^ turned) < SEEN) return undefined;
  const found = new Uint8Array(width * height);
  const search = { width, height, data, turned, found, x0: column, y0: row, x1: column + 1, y1: row + 1 };
  fill(search, row * width + column);
  addFringe(search);
  const box = pixelsWithin(source, search.x0, search.y0, search.x1, search.y1)!;
  const covered = new Uint8Array(box.width * box.height);
  for (let v = 0, o = 0; v < box.height; v++) {
    const from = (box.top + v) * width + box.left;
    for (let u = 0; u < box.width; u++, o++) if (found[from + u] === 1) covered[o] = 255;
  }
  return { ...box, data: covered };
}

/** Finds all that hangs together with a pixel, run by run of a row. */
function fill(search: Search, start: number): void {
  const { width, height, data, turned, found } = search;
  const open = (i: number) => found[i] === 0 && (data[i]! ^ turned) >= SEEN;
  const waiting = [start];
  for (let i = waiting.pop(); i !== undefined; i = waiting.pop()) {
    if (!open(i)) continue;
    const row = i - (i % width);
    let left = i;
    while (left > row && open(left - 1)) left--;
    let right = i + 1;
    while (right < row + width && open(right)) right++;
    found.fill(1, left, right);
    widen(search, left - row, row / width, right - row, row / width + 1);
    // One seed for every run of the rows above and below.
    for (const next of [row - width, row + width]) {
      if (next < 0 || next >= width * height) continue;
      for (let k = left - row + next, end = right - row + next, inRun = false; k < end; k++) {
        const isOpen = open(k);
        if (isOpen && !inRun) waiting.push(k);
        inRun = isOpen;
      }
    }
  }
}

function widen(search: Search, x0: number, y0: number, x1: number, y1: number): void {
  search.x0 = Math.min(search.x0, x0);
  search.y0 = Math.min(search.y0, y0);
  search.x1 = Math.max(search.x1, x1);
  search.y1 = Math.max(search.y1, y1);
}

/** Adds the fainter pixels around all that was found. */
function addFringe(search: Search): void {
  const { width, height, data, turned, found } = search;
  let rim: number[] = [];
  const reach = (i: number, next: number[]) => {
    if (found[i] === 1 || data[i] === turned) return;
    found[i] = 1;
    next.push(i);
  };
  const grow = (i: number, next: number[]) => {
    const u = i % width;
    const v = (i - u) / width;
    if (u > 0) reach(i - 1, next);
    if (u + 1 < width) reach(i + 1, next);
    if (v > 0) reach(i - width, next);
    if (v + 1 < height) reach(i + width, next);
  };
  const { x0, y0, x1, y1 } = search;
  const inside = found.slice(y0 * width, y1 * width);
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) if (inside[(y - y0) * width + x] === 1) grow(y * width + x, rim);
  }
  for (let step = 1; rim.length > 0; step++) {
    for (const i of rim) {
      const u = i % width;
      const v = (i - u) / width;
      widen(search, u, v, u + 1, v + 1);
    }
    if (step >= FRINGE) return;
    const next: number[] = [];
    for (const i of rim) grow(i, next);
    rim = next;
  }
}
