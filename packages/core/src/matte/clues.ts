import type { Cells } from './cells.ts';
import { noiseOf } from './colour-alpha.ts';
import { type Samples, SIGHT } from './colour-samples.ts';

/** How much darker or brighter than a colour of the subject a cell may be and still pass for the subject in other light. */
const DARKEST = 0.3;
const BRIGHTEST = 1.8;

/** Of every distance in which colours are found, 1 to `SIGHT` cells. */
const LOGARITHM = Float32Array.from({ length: SIGHT + 1 }, (_, s) => (s === 0 ? 0 : Math.log(s)));

/** What known colours around tell of each cell beside alpha: whether it may be the subject itself, shaded. */
export interface Clues {
  /** Logarithm of the light in which a colour of the subject comes nearest to the cell's. */
  readonly shade: Float32Array;
  /** Logarithm of what that leaves of the cell's colour, in units of noise variance, above 1. */
  readonly unlike: Float32Array;
  /** Logarithm of the cells to the nearest colour known to be the subject's, and the background's. */
  readonly subjectAt: Float32Array;
  readonly backgroundAt: Float32Array;
}

/** Room for the clues of so many cells. */
export function noClues(count: number): Clues {
  return {
    shade: new Float32Array(count),
    unlike: new Float32Array(count),
    subjectAt: new Float32Array(count),
    backgroundAt: new Float32Array(count),
  };
}

/** Writes down the clues of one cell, which has samples of both kinds. Borrows all but `clues`. */
export function noteClues(
  clues: Clues,
  cells: Cells,
  { subject, subjects, background }: Samples,
  cell: number,
): void {
  const [red, green, blue] = cells.light;
  const r = red[cell]!;
  const g = green[cell]!;
  const b = blue[cell]!;
  let least = Number.POSITIVE_INFINITY;
  let light = 1;
  for (let k = 0; k < 4 * subjects; k += 4) {
    const u = subject[k]!;
    const v = subject[k + 1]!;
    const w = subject[k + 2]!;
    const along = (r * u + g * v + b * w) / (u * u + v * v + w * w + 1e-6);
    const gain = Math.min(BRIGHTEST, Math.max(DARKEST, along));
    const dr = r - gain * u;
    const dg = g - gain * v;
    const db = b - gain * w;
    const left = dr * dr + dg * dg + db * db;
    if (left >= least) continue;
    least = left;
    light = gain;
  }
  clues.shade[cell] = Math.log(light);
  clues.unlike[cell] = Math.log(1 + least / noiseOf(cells, cell));
  clues.subjectAt[cell] = LOGARITHM[subject[3]!]!;
  clues.backgroundAt[cell] = LOGARITHM[background[3]!]!;
}
