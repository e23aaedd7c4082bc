import { BACKGROUND, type Cells, SUBJECT } from './cells.ts';

/** Directions in which a cell looks for known colours. */
const DIRECTIONS = 12;
/** How far it looks, in cells. */
export const SIGHT = 48;
/** How far it looks on for the other kind when it has found one. */
const BEYOND = 16;
/** Colours of each kind that are kept, the nearest. */
export const KEPT = 6;

/** Where the rays are at every step, in whole cells; the first direction's steps come first. */
const RAY_X = rays(Math.cos);
const RAY_Y = rays(Math.sin);

function rays(part: (angle: number) => number): Int32Array {
  return Int32Array.from({ length: DIRECTIONS * SIGHT }, (_, i) =>
    Math.round(part((2 * Math.PI * Math.floor(i / SIGHT)) / DIRECTIONS) * ((i % SIGHT) + 1)),
  );
}

/** Known colours around a place, nearest first: linear light R, G, B and the distance in cells, four values each. */
export interface Samples {
  readonly subject: Float64Array;
  readonly background: Float64Array;
  subjects: number;
  backgrounds: number;
}

/** Room for samples. */
export function noSamples(): Samples {
  return {
    subject: new Float64Array(4 * DIRECTIONS),
    background: new Float64Array(4 * DIRECTIONS),
    subjects: 0,
    backgrounds: 0,
  };
}

/**
 * Looks from a cell outwards, in twelve directions, for the first colour on each that is known to be the subject's and the
 * first that is known to be the background's (Gastal, Oliveira, "Shared Sampling for Real-Time Alpha Matting", Eurographics
 * 2010, section 3.1). Borrows all but `found`, which is written to.
 */
export function sampleAround(cells: Cells, verdict: Uint8Array, x: number, y: number, found: Samples): void {
  const { width, height, light } = cells;
  let subjects = 0;
  let backgrounds = 0;
  for (let k = 0; k < DIRECTIONS; k++) {
    let foundSubject = false;
    let foundBackground = false;
    let sight = SIGHT;
    for (let s = 1, at = k * SIGHT; s <= sight; s++, at++) {
      const u = x + RAY_X[at]!;
      const v = y + RAY_Y[at]!;
      if (u < 0 || v < 0 || u >= width || v >= height) break;
      const o = v * width + u;
      const what = verdict[o]!;
      if (what === SUBJECT) {
        if (foundSubject) continue;
        foundSubject = true;
        keep(found.subject, subjects++, light, o, s);
      } else if (what === BACKGROUND) {
        if (foundBackground) continue;
        foundBackground = true;
        keep(found.background, backgrounds++, light, o, s);
      } else continue;
      if (foundSubject && foundBackground) break;
      // What lies far behind the first find says little of this cell.
      sight = Math.min(SIGHT, s + BEYOND);
    }
  }
  found.subjects = Math.min(KEPT, subjects);
  found.backgrounds = Math.min(KEPT, backgrounds);
}

/** Puts a colour in its place by distance among `count`. */
function keep(
  list: Float64Array,
  count: number,
  [red, green, blue]: Cells['light'],
  o: number,
  distance: number,
): void {
  let at = count;
  for (; at > 0 && list[4 * at - 1]! > distance; at--) list.copyWithin(4 * at, 4 * at - 4, 4 * at);
  list[4 * at] = red[o]!;
  list[4 * at + 1] = green[o]!;
  list[4 * at + 2] = blue[o]!;
  list[4 * at + 3] = distance;
}
