import {
  ALPHA,
  COLOUR_B,
  COLOUR_F,
  type ColourLevel,
  NORMAL,
  RIGHT_B,
  RIGHT_F,
  STRIDE,
} from './colour-level.ts';

/** Sweeps over a level; each looks `REACH_OF_SWEEP` cells further. */
const SWEEPS = 2;
const REACH_OF_SWEEP = 2;
/** How far away, in cells, another cell can change the outcome of one. */
export const REACH = SWEEPS * REACH_OF_SWEEP;
/** How much neighbours pull at a cell of the same alpha. */
const SMOOTHNESS = 1e-3;

/**
 * Solves a level's cells in place for both colours: they must mix into the picture's colour and differ little from
 * the neighbours', the less the more alpha differs (Germer, Uelwer, Conrad, Harmeling 2020). Sweeps go over the two
 * fields of a chessboard in turn, so that the order of cells does not matter, nor then where the region begins.
 */
export function solveColours({ cells, width, toSolve }: ColourLevel): void {
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const list of toSolve) relax(cells, width * STRIDE, list);
  }
}

function relax(cells: Float32Array, row: number, list: Int32Array): void {
  for (const c of list) {
    const alpha = cells[c + ALPHA]!;
    const n = c - row;
    const s = c + row;
    const w = c - STRIDE;
    const e = c + STRIDE;
    // A neighbour's pull in units of one sample's equation; a cell has four samples.
    const wn = 4 * (SMOOTHNESS + Math.abs(alpha - cells[n + ALPHA]!));
    const ws = 4 * (SMOOTHNESS + Math.abs(alpha - cells[s + ALPHA]!));
    const ww = 4 * (SMOOTHNESS + Math.abs(alpha - cells[w + ALPHA]!));
    const we = 4 * (SMOOTHNESS + Math.abs(alpha - cells[e + ALPHA]!));
    const sum = wn + ws + ww + we;
    const ff = cells[c + NORMAL]! + sum;
    const fb = cells[c + NORMAL + 1]!;
    const bb = cells[c + NORMAL + 2]! + sum;
    const inverse = 1 / (ff * bb - fb * fb);
    for (let k = 0; k < 3; k++) {
      const f = COLOUR_F + k;
      const b = COLOUR_B + k;
      const rightF =
        cells[c + RIGHT_F + k]! +
        wn * cells[n + f]! +
        ws * cells[s + f]! +
        ww * cells[w + f]! +
        we * cells[e + f]!;
      const rightB =
        cells[c + RIGHT_B + k]! +
        wn * cells[n + b]! +
        ws * cells[s + b]! +
        ww * cells[w + b]! +
        we * cells[e + b]!;
      const colourF = (bb * rightF - fb * rightB) * inverse;
      const colourB = (ff * rightB - fb * rightF) * inverse;
      cells[c + f] = Math.max(0, Math.min(255, colourF));
      cells[c + b] = Math.max(0, Math.min(255, colourB));
    }
  }
}
