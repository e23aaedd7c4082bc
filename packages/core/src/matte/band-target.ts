import type { FloatMatte, RgbPlanes } from '../raster/planes.ts';
import { type Cells, SUBJECT, stretch, UNDECIDED } from './cells.ts';
import { ANSWER, createColourJudge } from './colour-alpha.ts';
import { createSampler } from './colour-samples.ts';
import { BLOCK, blocksIn } from './contradiction.ts';
import { beliefIn, INPUTS } from './gate.ts';
import type { PixelList } from './pixel-list.ts';
import { compareAround, type Surroundings } from './surroundings.ts';
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

export interface TargetMaker {
  /** How many rows of patches there are. */
  readonly rows: number;
  /** Asks the colours about the band's pixels in one row of patches. */
  askRow(row: number): void;
  /** Compares all answers with the network's, when all rows are in. */
  compare(): Surroundings;
  /** Weighs the answers for some pixels of the band, `from` to `to` (exclusive), against the network's. */
  weigh(around: Surroundings, from: number, to: number): void;
  /** What came of it. */
  readonly target: BandTarget;
}

/** How far colours are believed at a pixel of the band, 0..1, from what is known of it (see `beliefIn`), which is lent. */
export type Believe = (known: Float64Array, pixel: number) => number;

/** Cells along a side of a patch, all pixels of which are asked about the same colours. */
const PATCH = 4;
/** Where both say nearly the same it does not matter whom to believe. */
const ALIKE = 0.02;

/**
 * Weighs what colours say against what the network said, for every pixel of a band: see `beliefIn`.
 * Borrows everything; the result is new.
 */
export function createTargets(
  cells: Cells,
  trimap: Trimap,
  contradicted: Float32Array,
  matte: FloatMatte,
  picture: RgbPlanes,
  list: PixelList,
  trust: number,
  believe: Believe = beliefIn,
): TargetMaker {
  const { verdict } = trimap;
  const sample = createSampler(cells, verdict);
  const { answers, take, judge } = createColourJudge(cells, matte, picture, list);
  const network = new Float32Array(verdict.length);
  const colours = new Float32Array(verdict.length);
  for (let i = 0; i < verdict.length; i++) {
    network[i] = stretch(cells.alpha[i]!);
    colours[i] = verdict[i] === UNDECIDED ? network[i]! : verdict[i] === SUBJECT ? 1 : 0;
  }
  const deaf = new Uint8Array(verdict.length);

  const askRow = (row: number) => {
    const top = row * PATCH;
    const bottom = Math.min(cells.height, top + PATCH);
    for (let left = 0; left < cells.width; left += PATCH) {
      const right = Math.min(cells.width, left + PATCH);
      let asked = false;
      let heard = false;
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) {
          const cell = y * cells.width + x;
          if (verdict[cell] !== UNDECIDED) continue;
          if (!asked) {
            const u = Math.min(cells.width - 1, left + PATCH / 2);
            const v = Math.min(cells.height - 1, top + PATCH / 2);
            heard = take(sample(u, v), v * cells.width + u);
            asked = true;
          }
          if (heard) colours[cell] = judge(x, y);
          else deaf[cell] = 1;
        }
      }
    }
  };

  const { pixels } = list;
  const { data: alpha, width } = matte;
  const target = new Float32Array(pixels.length);
  const weight = new Float32Array(pixels.length);
  const columns = blocksIn(cells.width);
  const x = new Float64Array(INPUTS);
  const weigh = (around: Surroundings, from: number, to: number) => {
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
        belief = Math.min(1, trust * believe(x, u));
      }
      target[u] = mine + belief * (theirs - mine);
      weight[u] = WEIGHT.least + WEIGHT.network * (1 - belief) + WEIGHT.crisp * (1 - trimap.softness[block]!);
    }
  };

  return {
    rows: Math.ceil(cells.height / PATCH),
    askRow,
    compare: () => compareAround(colours, network, cells.width, cells.height),
    weigh,
    target: { alpha: target, weight },
  };
}
