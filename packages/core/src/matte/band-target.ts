import type { FloatMatte, RgbPlanes } from '../raster/planes.ts';
import { type Cells, SUBJECT, stretch, UNDECIDED } from './cells.ts';
import { type Clues, noClues, noteClues } from './clues.ts';
import { ANSWER, type ColourJudge, createColourJudge, judgeCell, takeColours } from './colour-alpha.ts';
import { noSamples, type Samples, sampleAround } from './colour-samples.ts';
import { BLOCK, blocksIn } from './contradiction.ts';
import { beliefIn, INPUTS } from './gate.ts';
import { levelVotes } from './level-votes.ts';
import type { PixelList } from './pixel-list.ts';
import { type Surroundings as Compared, compareAround } from './surroundings.ts';
import type { Trimap } from './trimap.ts';

/** Weight of what is aimed at against the matting Laplacian, whose diagonal is about 1. */
const WEIGHT = {
  /** Of every pixel. */
  least: 0.1,
  /** More where the network is believed. */
  network: 0.5,
  /** More where the edge is crisp: there the network is as good as a solver, and keeps thin parts that one would smooth. */
  crisp: 100,
} as const;

/** What alpha should be before neighbours have their say, and how firmly. One value per pixel of the band. */
export interface BandTarget {
  readonly alpha: Float32Array;
  readonly weight: Float32Array;
}

/** Room for the target of so many pixels. */
export function noTarget(count: number): BandTarget {
  return { alpha: new Float32Array(count), weight: new Float32Array(count) };
}

/** How far colours are believed at a pixel of the band, 0..1, from what is known of it (see `beliefIn`), which is lent. */
export type Believe = (known: Float64Array, pixel: number) => number;

/** Cells along a side of a patch, all pixels of which are asked about the same colours. */
const PATCH = 4;
/** Where both say nearly the same it does not matter whom to believe. */
const ALIKE = 0.02;

/** The band of a matte: what is known of it, and what colours say of it. */
export interface BandVote {
  readonly cells: Cells;
  readonly trimap: Trimap;
  /** See `contradiction`. */
  readonly contradicted: Float32Array;
  readonly matte: FloatMatte;
  readonly list: PixelList;
  readonly judge: ColourJudge;
  readonly samples: Samples;
  /** Alpha of cells by the network, and by colours. */
  readonly network: Float32Array;
  readonly colours: Float32Array;
  /** 1 for cells from which colours of only one kind are in sight. */
  readonly deaf: Uint8Array;
  readonly clues: Clues;
}

/** What is known when all rows are in: how both mattes compare, and per block of cells what colours miss (see `levelVotes`). */
export interface Surroundings extends Compared {
  readonly missed: Float32Array;
}

/** Nothing said yet. Borrows everything. */
export function createVote(
  { cells, trimap, contradicted }: Pick<BandVote, 'cells' | 'trimap' | 'contradicted'>,
  matte: FloatMatte,
  picture: RgbPlanes,
  list: PixelList,
): BandVote {
  const { verdict } = trimap;
  const network = new Float32Array(verdict.length);
  const colours = new Float32Array(verdict.length);
  for (let i = 0; i < verdict.length; i++) {
    network[i] = stretch(cells.alpha[i]!);
    colours[i] = verdict[i] === UNDECIDED ? network[i]! : verdict[i] === SUBJECT ? 1 : 0;
  }
  return {
    cells,
    trimap,
    contradicted,
    matte,
    list,
    judge: createColourJudge(cells, matte, picture, list),
    samples: noSamples(),
    network,
    colours,
    deaf: new Uint8Array(verdict.length),
    clues: noClues(verdict.length),
  };
}

/** How many rows of patches there are. */
export function patchRows({ cells }: BandVote): number {
  return Math.ceil(cells.height / PATCH);
}

/** Asks the colours about the band's pixels in one row of patches. */
export function askRow(vote: BandVote, row: number): void {
  const { cells, judge, samples, colours, deaf, clues } = vote;
  const { verdict } = vote.trimap;
  const { width, height } = cells;
  const top = row * PATCH;
  const bottom = Math.min(height, top + PATCH);
  for (let left = 0; left < width; left += PATCH) {
    const right = Math.min(width, left + PATCH);
    let asked = false;
    let heard = false;
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        const cell = y * width + x;
        if (verdict[cell] !== UNDECIDED) continue;
        if (!asked) {
          const u = Math.min(width - 1, left + PATCH / 2);
          const v = Math.min(height - 1, top + PATCH / 2);
          sampleAround(cells, verdict, u, v, samples);
          heard = takeColours(judge, samples, v * width + u);
          asked = true;
        }
        if (heard) {
          colours[cell] = judgeCell(judge, x, y);
          noteClues(clues, cells, samples, cell);
        } else deaf[cell] = 1;
      }
    }
  }
}

/** Levels all answers and compares them with the network's, once, when all rows are in. */
export function compareVotes(vote: BandVote): Surroundings {
  const missed = levelVotes(vote);
  const { colours, network, cells } = vote;
  return { ...compareAround(colours, network, cells.width, cells.height), missed };
}

/**
 * Weighs what colours say against what the network says for some pixels of the band, `from` to `to` (exclusive), and writes
 * it to `target`. Colours are believed `trust` times as far as `believe` says.
 */
export function weigh(
  vote: BandVote,
  around: Surroundings,
  trust: number,
  target: BandTarget,
  from: number,
  to: number,
  believe: Believe = beliefIn,
): void {
  const { cells, contradicted, deaf, clues } = vote;
  const { pixels } = vote.list;
  const { answers } = vote.judge;
  const { softness } = vote.trimap;
  const { data: alpha, width } = vote.matte;
  const columns = blocksIn(cells.width);
  const x = new Float64Array(INPUTS);
  for (let u = from; u < Math.min(to, pixels.length); u++) {
    const p = pixels[u]!;
    const column = ((p % width) >> 1) - cells.left;
    const row = (Math.floor(p / width) >> 1) - cells.top;
    const cell = row * cells.width + column;
    const block = Math.floor(row / BLOCK) * columns + Math.floor(column / BLOCK);
    const mine = stretch(alpha[p]!);
    const theirs = deaf[cell] === 1 ? mine : answers[u * ANSWER]!;
    let belief = 0;
    if (Math.abs(theirs - mine) >= ALIKE) {
      x[0] = 4 * mine * (1 - mine);
      x[1] = theirs - mine;
      x[2] = 2 * answers[u * ANSWER + 1]!;
      x[3] = Math.log(1 + answers[u * ANSWER + 2]!);
      x[4] = 1 + Math.log(answers[u * ANSWER + 3]! + 1e-4) / 4;
      x[5] = 2 * contradicted[block]!;
      x[6] = around.near[cell]!;
      x[7] = around.far[block]!;
      x[8] = 2 * around.apart[block]!;
      x[9] = 8 * around.roughness[block]!;
      x[10] = 8 * around.networkRoughness[block]!;
      x[11] = 2 * mine - 1;
      x[12] = Math.abs(theirs - mine);
      x[13] = Math.abs(2 * theirs - 1);
      x[14] = clues.unlike[cell]!;
      x[15] = clues.shade[cell]!;
      x[16] = clues.subjectAt[cell]!;
      x[17] = clues.backgroundAt[cell]!;
      x[18] = around.missed[block]!;
      belief = Math.min(1, trust * believe(x, u));
    }
    target.alpha[u] = mine + belief * (theirs - mine);
    target.weight[u] = WEIGHT.least + WEIGHT.network * (1 - belief) + WEIGHT.crisp * (1 - softness[block]!);
  }
}
