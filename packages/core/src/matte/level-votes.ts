import type { FloatMatte } from '../raster/planes.ts';
import { meanAround } from './box-mean.ts';
import { type CellWindow, UNDECIDED } from './cells.ts';
import { ANSWER, type ColourJudge } from './colour-alpha.ts';
import { BLOCK, blocksIn } from './contradiction.ts';
import type { Trimap } from './trimap.ts';

/** What a `BandVote` has that is needed here. */
export interface Votes {
  readonly cells: CellWindow;
  readonly trimap: Pick<Trimap, 'verdict' | 'softness'>;
  readonly matte: Pick<FloatMatte, 'width' | 'height'>;
  readonly judge: Pick<ColourJudge, 'answers' | 'index'>;
  readonly network: Float32Array;
  readonly colours: Float32Array;
  readonly deaf: Uint8Array;
}

/** Alpha from which the network calls a cell solid. */
const SOLID = 0.985;
/** Blocks that are looked at around each. */
const REACH = 2;
/** Solid cells that make what they miss a fact. */
const ENOUGH = 8;
/** More than this is not shading. */
const MOST = 0.5;

/**
 * Raises what colours say where they take shading for background: a smooth thing darkens or brightens towards its outline, and
 * seen from the colours further inside, that looks like background shining through all along it. What the network calls solid
 * tells by how much: colours miss the same share of it as of the pixels beside. Where colours contradict the network's edge
 * (hair, fur) solid may be its mistake, so there nothing is raised.
 * Changes the vote's `colours` and answers, when all rows are in. Gives for each block of cells how much colours miss of what is
 * solid around it, 0..1, 0 where nothing is.
 */
export function levelVotes(vote: Votes): Float32Array {
  const { cells, network, colours, deaf } = vote;
  const { verdict, softness } = vote.trimap;
  const { width, height } = cells;
  const columns = blocksIn(width);
  const rows = blocksIn(height);
  const solid = new Float32Array(columns * rows);
  const missed = new Float32Array(columns * rows);
  for (let y = 0, i = 0; y < height; y++) {
    const row = Math.floor(y / BLOCK) * columns;
    for (let x = 0; x < width; x++, i++) {
      if (verdict[i] !== UNDECIDED || deaf[i] === 1 || network[i]! < SOLID) continue;
      const b = row + Math.floor(x / BLOCK);
      solid[b] = solid[b]! + 1;
      missed[b] = missed[b]! + 1 - colours[i]!;
    }
  }
  const window = (2 * REACH + 1) ** 2;
  const counts = meanAround(solid, columns, rows, REACH);
  const misses = meanAround(missed, columns, rows, REACH);
  // The planes are free again: `solid` takes the level that counts as 1, `missed` what is given back.
  for (let b = 0; b < counts.length; b++) {
    const count = window * counts[b]!;
    const miss = Math.max(0, window * misses[b]!);
    const share = Math.min(MOST, miss / Math.max(1, count)) * Math.min(1, count / ENOUGH);
    solid[b] = 1 - (1 - softness[b]!) * share;
    missed[b] = miss / (count + 1);
  }
  raise(vote, solid, columns);
  return missed;
}

/** Divides what colours say by each block's level. */
function raise(
  { cells, trimap, judge, matte, colours, deaf }: Votes,
  level: Float32Array,
  columns: number,
): void {
  const { verdict } = trimap;
  const { answers, index } = judge;
  const { width, height } = matte;
  for (let y = 0, i = 0; y < cells.height; y++) {
    const row = Math.floor(y / BLOCK) * columns;
    const top = 2 * (cells.top + y);
    const bottom = Math.min(height, top + 2);
    for (let x = 0; x < cells.width; x++, i++) {
      const whole = level[row + Math.floor(x / BLOCK)]!;
      if (verdict[i] !== UNDECIDED || deaf[i] === 1 || whole >= 1) continue;
      colours[i] = Math.min(1, colours[i]! / whole);
      const left = 2 * (cells.left + x);
      const right = Math.min(width, left + 2);
      for (let v = top; v < bottom; v++) {
        for (let p = v * width + left; p < v * width + right; p++) {
          const at = index[p]! * ANSWER;
          answers[at] = Math.min(1, answers[at]! / whole);
        }
      }
    }
  }
}
