import type { FloatMatte, RgbPlanes } from '../raster/planes.ts';
import { type Cells, DEAD_ZONE, SUBJECT, toLight, UNDECIDED } from './cells.ts';
import { type ColourAlpha, createColourJudge } from './colour-alpha.ts';
import { createSampler } from './colour-samples.ts';
import { beliefIn, INPUTS } from './gate.ts';
import type { PixelList } from './pixel-list.ts';
import { compareAround } from './surroundings.ts';
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
  /** Asks the colours about the band's pixels in one row of cells. */
  addRow(y: number): void;
  /** Weighs the answers against the network, when all rows are in. */
  finish(): BandTarget;
}

/** Numbers kept of every pixel between the two: `ColourAlpha`, with alpha first. */
const ANSWER = 4;

/**
 * Weighs what colours say against what the network said, for every pixel of a band: see `beliefIn`.
 * Borrows everything; the result is new.
 */
export function createTargets(
  cells: Cells,
  trimap: Trimap,
  contradicted: Float32Array,
  { data: alpha, width, height }: FloatMatte,
  { data: colour }: RgbPlanes,
  { index, pixels }: PixelList,
  trust: number,
): TargetMaker {
  const count = pixels.length;
  const answers = new Float32Array(ANSWER * count);
  const sample = createSampler(cells, trimap.verdict);
  const judge = createColourJudge();
  const said: ColourAlpha = { alpha: 0, spread: 0, misfit: 0, blur: 0 };
  const colours = new Float32Array(cells.alpha.length);
  const network = new Float32Array(cells.alpha.length);
  const n = width * height;

  const addRow = (y: number) => {
    for (let x = 0; x < cells.width; x++) {
      const cell = y * cells.width + x;
      network[cell] = stretch(cells.alpha[cell]!);
      const verdict = trimap.verdict[cell]!;
      if (verdict !== UNDECIDED) {
        colours[cell] = verdict === SUBJECT ? 1 : 0;
        continue;
      }
      const heard = judge.take(
        sample(x, y),
        (cells.light[0][cell]! + cells.light[1][cell]! + cells.light[2][cell]!) / 3,
      );
      let sum = 0;
      let pixelsInside = 0;
      for (let v = 2 * y; v < Math.min(height, 2 * y + 2); v++) {
        for (let i = v * width + 2 * x; i < v * width + Math.min(width, 2 * x + 2); i++) {
          const mine = stretch(alpha[i]!);
          if (heard) {
            judge.judge(
              toLight(colour[i]!),
              toLight(colour[n + i]!),
              toLight(colour[2 * n + i]!),
              mine,
              said,
            );
          } else said.alpha = mine;
          const u = index[i]! * ANSWER;
          answers[u] = said.alpha;
          answers[u + 1] = said.spread;
          answers[u + 2] = said.misfit;
          answers[u + 3] = heard ? said.blur : Number.POSITIVE_INFINITY;
          sum += said.alpha;
          pixelsInside++;
        }
      }
      colours[cell] = sum / pixelsInside;
    }
  };

  const finish = () => {
    const target = new Float32Array(count);
    const weight = new Float32Array(count);
    const around = compareAround(colours, network, cells.width, cells.height);
    const x = new Float64Array(INPUTS);
    for (let u = 0; u < count; u++) {
      const p = pixels[u]!;
      const mine = stretch(alpha[p]!);
      const theirs = answers[u * ANSWER]!;
      const cell = (Math.floor(p / width) >> 1) * cells.width + ((p % width) >> 1);
      let belief = 0;
      if (answers[u * ANSWER + 3]! < Number.POSITIVE_INFINITY) {
        x[0] = 4 * mine * (1 - mine);
        x[1] = theirs - mine;
        x[2] = 2 * answers[u * ANSWER + 1]!;
        x[3] = Math.log1p(answers[u * ANSWER + 2]!);
        x[4] = 1 + Math.log(answers[u * ANSWER + 3]! + 1e-4) / 4;
        x[5] = 2 * contradicted[cell]!;
        x[6] = around.near[cell]!;
        x[7] = around.far[cell]!;
        x[8] = 2 * around.apart[cell]!;
        x[9] = 8 * around.roughness[cell]!;
        x[10] = 8 * around.networkRoughness[cell]!;
        x[11] = 2 * mine - 1;
        x[12] = Math.abs(theirs - mine);
        x[13] = Math.abs(2 * theirs - 1);
        belief = Math.min(1, trust * beliefIn(x));
      }
      target[u] = mine + belief * (theirs - mine);
      weight[u] = WEIGHT.least + WEIGHT.network * (1 - belief) + WEIGHT.crisp * (1 - trimap.softness[cell]!);
    }
    return { alpha: target, weight };
  };
  return { addRow, finish };
}

/** Alpha with the network's noise at both ends cut off. */
export function stretch(alpha: number): number {
  return Math.min(1, Math.max(0, (alpha - DEAD_ZONE) / (1 - 2 * DEAD_ZONE)));
}
