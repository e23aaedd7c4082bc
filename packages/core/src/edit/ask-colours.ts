import { type BandTarget, noTarget } from '../matte/band-target.ts';
import { BACKGROUND, type Cells, makeCells, SUBJECT, UNDECIDED } from '../matte/cells.ts';
import { ANSWER, createColourJudge, judgeCell, noiseOf, takeColours } from '../matte/colour-alpha.ts';
import { noSamples, type Samples, sampleAround } from '../matte/colour-samples.ts';
import type { PixelList } from '../matte/pixel-list.ts';
import type { BandMatte } from '../matte/solve-band.ts';
import { type FloatMatte, floatMatte, type RgbPlanes } from '../raster/planes.ts';

/** Weight of what colours say where they are sure, and of what is meant where they are not, against the matting Laplacian. */
const WEIGHT = { colours: 10, meant: 0.05, alone: 10 } as const;
/** Deviation among the explanations of a pixel, and variance by noise, at which they count half. */
const DOUBT = { deviation: 0.2, noise: 0.02, unexplained: 6 } as const;
/** Squared distance of colours, in variances of noise, below which one may be the other. */
const ALIKE = 9;

/** What is known of a matte before colours are asked. */
export interface Clues {
  /** The matte, one half where it is not known; what is 0 or 1 in it is known. */
  readonly clue: FloatMatte;
  readonly cells: Cells;
  /** Of each cell, as `Cells.verdict`, without what was set aside. */
  readonly verdict: Uint8Array;
}

/**
 * Lays out the cells in which colours are looked for. What lies around a stroke and looks like its own middle is no clue for the
 * other side: what is meant may just go on there. It is set aside and added to the band. Takes both; they change.
 */
export function readClues(
  { matte: clue, band }: BandMatte,
  colours: RgbPlanes,
  mode: 'restore' | 'erase',
): Clues {
  const cells = makeCells(clue, colours);
  const verdict = cells.verdict.slice();
  const { width, height, data } = clue;
  for (const cell of lookalikes(cells, mode === 'restore' ? BACKGROUND : SUBJECT)) {
    verdict[cell] = UNDECIDED;
    const left = 2 * (cell % cells.width);
    const top = 2 * Math.floor(cell / cells.width);
    for (let v = top; v < Math.min(height, top + 2); v++) {
      const row = v * width;
      data.fill(0.5, row + left, row + Math.min(width, left + 2));
      band.fill(1, row + left, row + Math.min(width, left + 2));
    }
  }
  return { clue, cells, verdict };
}

/**
 * What the colours around a stroke say of the pixels of `list`, and how firmly; where they say nothing, it is what the stroke
 * means. Borrows all; the target is new.
 */
export function askColours(
  { clue, cells, verdict }: Clues,
  colours: RgbPlanes,
  list: PixelList,
  mode: 'restore' | 'erase',
): BandTarget {
  const { width, height } = clue;
  const opinion = floatMatte(width, height, new Float32Array(width * height).fill(0.5));
  const judge = createColourJudge(cells, opinion, colours, list);
  const samples = noSamples();
  const target = noTarget(list.pixels.length);
  const meant = mode === 'restore' ? 1 : 0;
  for (let y = 0, cell = 0; y < cells.height; y++) {
    for (let x = 0; x < cells.width; x++, cell++) {
      const first = 2 * y * width + 2 * x;
      if (list.index[first]! < 0) continue;
      sampleAround(cells, verdict, x, y, samples);
      const heard = takeColours(judge, samples, cell);
      if (heard) judgeCell(judge, x, y);
      for (let v = 2 * y; v < Math.min(height, 2 * y + 2); v++) {
        for (let p = v * width + 2 * x; p < v * width + Math.min(width, 2 * x + 2); p++) {
          const u = list.index[p]!;
          if (!heard) {
            target.alpha[u] = meant;
            target.weight[u] = WEIGHT.alone;
            continue;
          }
          const at = u * ANSWER;
          const deviation = judge.answers[at + 1]! / DOUBT.deviation;
          const sure =
            1 /
            ((1 + deviation * deviation) *
              (1 + judge.answers[at + 3]! / DOUBT.noise) *
              (1 + judge.answers[at + 2]! / DOUBT.unexplained));
          const share = sure / (sure + WEIGHT.meant);
          target.alpha[u] = share * judge.answers[at]! + (1 - share) * meant;
          target.weight[u] = WEIGHT.meant + WEIGHT.colours * sure;
        }
      }
    }
  }
  return target;
}

/** The cells of one kind that look like the nearest of the other kind. */
function lookalikes(cells: Cells, kind: number): readonly number[] {
  const samples = noSamples();
  const { width, height } = cells;
  const alike: number[] = [];
  for (let y = 0, cell = 0; y < height; y++) {
    for (let x = 0; x < width; x++, cell++) {
      if (cells.verdict[cell] !== kind) continue;
      sampleAround(cells, cells.verdict, x, y, samples);
      if (looksLike(cells, cell, samples, kind)) alike.push(cell);
    }
  }
  return alike;
}

function looksLike({ light, ...cells }: Cells, cell: number, samples: Samples, kind: number): boolean {
  const others = kind === BACKGROUND ? samples.subject : samples.background;
  const count = kind === BACKGROUND ? samples.subjects : samples.backgrounds;
  const alike = ALIKE * noiseOf({ light, ...cells }, cell);
  for (let k = 0; k < 4 * count; k += 4) {
    const r = others[k]! - light[0][cell]!;
    const g = others[k + 1]! - light[1][cell]!;
    const b = others[k + 2]! - light[2][cell]!;
    if (r * r + g * g + b * b < alike) return true;
  }
  return false;
}
