import { BACKGROUND, type Cells, SUBJECT, UNDECIDED } from './cells.ts';
import { BLOCK, blocksIn } from './contradiction.ts';
import type { EdgeStrength } from './edge-strength.ts';

/** The part of a matte that is to be worked out anew, in cells; the rest is known. */
export interface Trimap {
  /** Per cell `BACKGROUND`, `SUBJECT`, or `UNDECIDED` for the band. */
  readonly verdict: Uint8Array;
  /** How soft edges are taken to be around each block of cells, 0 crisp to 1 hair. */
  readonly softness: Float32Array;
  /** Cells in the band. */
  readonly count: number;
}

/** Contradiction below the first is a crisp edge, above the second hair; see `contradiction`. */
const CRISP = 0.2;
const SOFT = 0.45;

/**
 * The band: undecided cells, and all that lies as near to one of them as its own softness allows (between the two
 * reaches). Distances are chamfer distances (Borgefors 1986), two passes. Borrows everything; the result is new.
 */
export function makeTrimap(
  { width, height, verdict: given }: Cells,
  contradicted: Float32Array,
  { crispReach, softReach }: EdgeStrength,
): Trimap {
  const n = width * height;
  const softness = new Float32Array(contradicted.length);
  for (let i = 0; i < softness.length; i++) {
    const t = Math.min(1, Math.max(0, (contradicted[i]! - CRISP) / (SOFT - CRISP)));
    softness[i] = t * t * (3 - 2 * t);
  }
  const columns = blocksIn(width);
  const reach = new Float32Array(n);
  for (let y = 0, i = 0; y < height; y++) {
    const row = Math.floor(y / BLOCK) * columns;
    for (let x = 0; x < width; x++, i++) {
      if (!isUndecided(given, i, x, y, width, height)) reach[i] = -1;
      else {
        const soft = softness[row + Math.floor(x / BLOCK)]!;
        reach[i] = (crispReach + (softReach - crispReach) * soft) / 2;
      }
    }
  }
  spread(reach, width, height);
  const verdict = new Uint8Array(n);
  let count = 0;
  for (let i = 0; i < n; i++) {
    const inBand = reach[i]! >= 0;
    verdict[i] = inBand ? UNDECIDED : given[i]!;
    if (inBand) count++;
  }
  return { verdict, softness, count };
}

/** Undecided by itself, or beside a cell that is decided the other way. */
function isUndecided(given: Uint8Array, i: number, x: number, y: number, w: number, h: number): boolean {
  const mine = given[i]!;
  if (mine === UNDECIDED) return true;
  const other = mine === SUBJECT ? BACKGROUND : SUBJECT;
  const left = x > 0;
  const right = x + 1 < w;
  if ((left && given[i - 1] === other) || (right && given[i + 1] === other)) return true;
  if (y > 0) {
    if (given[i - w] === other || (left && given[i - w - 1] === other)) return true;
    if (right && given[i - w + 1] === other) return true;
  }
  if (y + 1 === h) return false;
  if (given[i + w] === other || (left && given[i + w - 1] === other)) return true;
  return right && given[i + w + 1] === other;
}

/** Every cell gets the greatest reach of any other, less the way to it. */
function spread(reach: Float32Array, w: number, h: number): void {
  const n = w * h;
  const diagonal = Math.SQRT2;
  for (let i = 0, x = 0; i < n; i++) {
    let best = reach[i]!;
    if (x > 0) best = Math.max(best, reach[i - 1]! - 1);
    if (i >= w) {
      best = Math.max(best, reach[i - w]! - 1);
      if (x > 0) best = Math.max(best, reach[i - w - 1]! - diagonal);
      if (x + 1 < w) best = Math.max(best, reach[i - w + 1]! - diagonal);
    }
    reach[i] = best;
    if (++x === w) x = 0;
  }
  for (let i = n - 1, x = w - 1; i >= 0; i--) {
    let best = reach[i]!;
    if (x + 1 < w) best = Math.max(best, reach[i + 1]! - 1);
    if (i + w < n) {
      best = Math.max(best, reach[i + w]! - 1);
      if (x + 1 < w) best = Math.max(best, reach[i + w + 1]! - diagonal);
      if (x > 0) best = Math.max(best, reach[i + w - 1]! - diagonal);
    }
    reach[i] = best;
    if (--x < 0) x = w - 1;
  }
}
