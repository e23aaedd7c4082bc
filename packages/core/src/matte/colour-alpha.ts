import type { FloatMatte, RgbPlanes } from '../raster/planes.ts';
import { type Cells, stretch, toLight } from './cells.ts';
import { KEPT, type Samples } from './colour-samples.ts';
import type { PixelList } from './pixel-list.ts';

/** Standard deviation of a pixel's noise and texture, in shares of full sRGB range. */
const NOISE = 6 / 255;
/** Cost of a pair of colours that says the opposite of what the network is sure of, in units of noise variance. */
const DISAGREEMENT = 2;
/** Cost of a sample that is twice as far away as the nearest one. */
const REMOTENESS = 0.3;
/** A pair that costs this much more than the best one counts for nothing. */
const CUT = 8;
/** Pairs that are asked about the pixels of a cell: those that explain its mean best. */
const FEW = 6;
/** Numbers kept of a pair: the background's colour, the way from it to the subject's, contrast, remoteness. */
const PAIR = 8;

/** Numbers in an answer. */
export const ANSWER = 4;

/** Finds alpha by colours for the pixels of a list. */
export interface ColourJudge {
  readonly cells: Cells;
  readonly network: FloatMatte;
  readonly picture: RgbPlanes;
  readonly index: Int32Array;
  /**
   * What colours say of each pixel of the list, `ANSWER` numbers: its alpha, 0..1; the standard deviation of alpha among the
   * pairs of colours that explain it; what the best of them leaves unexplained, in units of noise variance; and the variance
   * of alpha that noise alone would cause, which is great where subject and background look alike.
   */
  readonly answers: Float32Array;
  /** Pairs of the colours taken last, and those of them that explain a cell best. */
  readonly all: Float64Array;
  readonly few: Float64Array;
  readonly costs: Float64Array;
  readonly alphas: Float64Array;
  readonly chosen: Int32Array;
  count: number;
}

/** A judge of the pixels of `list`, which borrows everything. */
export function createColourJudge(
  cells: Cells,
  network: FloatMatte,
  picture: RgbPlanes,
  { index, pixels }: PixelList,
): ColourJudge {
  return {
    cells,
    network,
    picture,
    index,
    answers: new Float32Array(ANSWER * pixels.length),
    all: new Float64Array(PAIR * KEPT * KEPT),
    few: new Float64Array(PAIR * FEW),
    costs: new Float64Array(FEW),
    alphas: new Float64Array(FEW),
    chosen: new Int32Array(FEW),
    count: 0,
  };
}

/** Takes the colours seen from around a cell; false where those of subject or background are not in sight. */
export function takeColours(judge: ColourJudge, samples: Samples, cell: number): boolean {
  const { subject, background, subjects, backgrounds } = samples;
  const { all, cells } = judge;
  const ridge = 0.1 * noiseOf(cells, cell);
  for (let k = 0, o = 0; k < 4 * subjects; k += 4) {
    const far = subject[k + 3]! / subject[3]! - 1;
    for (let l = 0; l < 4 * backgrounds; l += 4, o += PAIR) {
      const r = subject[k]! - background[l]!;
      const g = subject[k + 1]! - background[l + 1]!;
      const b = subject[k + 2]! - background[l + 2]!;
      all[o] = background[l]!;
      all[o + 1] = background[l + 1]!;
      all[o + 2] = background[l + 2]!;
      all[o + 3] = r;
      all[o + 4] = g;
      all[o + 5] = b;
      all[o + 6] = 1 / (r * r + g * g + b * b + ridge);
      all[o + 7] = REMOTENESS * (far + background[l + 3]! / background[3]! - 1);
    }
  }
  judge.count = subjects * backgrounds;
  return judge.count > 0;
}

/** Puts the pairs that explain a cell's mean best into `few`; how many. */
function narrow(judge: ColourJudge, cell: number): number {
  const { cells, all, few, costs, chosen, count } = judge;
  const r = cells.light[0][cell]!;
  const g = cells.light[1][cell]!;
  const b = cells.light[2][cell]!;
  const mine = stretch(cells.alpha[cell]!);
  const perNoise = 1 / noiseOf(cells, cell);
  const sure = sureness(mine);
  let kept = 0;
  for (let k = 0, o = 0; k < count; k++, o += PAIR) {
    const alpha = mixAt(all, o, r, g, b);
    const off = alpha - mine;
    const cost = leftAt(all, o, r, g, b, alpha) * perNoise + sure * off * off + all[o + 7]!;
    if (kept === FEW && cost >= costs[FEW - 1]!) continue;
    let at = kept < FEW ? kept++ : FEW - 1;
    for (; at > 0 && costs[at - 1]! > cost; at--) {
      costs[at] = costs[at - 1]!;
      chosen[at] = chosen[at - 1]!;
    }
    costs[at] = cost;
    chosen[at] = o;
  }
  for (let k = 0, to = 0; k < kept; k++) {
    const from = chosen[k]!;
    for (let i = from; i < from + PAIR; i++) few[to++] = all[i]!;
  }
  return kept;
}

/**
 * Answers for the pixels of a cell from the colours taken last, and gives their mean alpha: every pair of a subject's and a
 * background's colour gives the alpha that mixes the pixel best in linear light; the answer is their mean, each weighted by
 * how well it explains the pixel, how near its colours are and how it agrees with the network (cost as in Wang, Cohen,
 * "Optimized Color Sampling for Robust Matting", CVPR 2007, and Gastal, Oliveira 2010; the best pairs are averaged, not
 * chosen, so that noise does not flip them).
 */
export function judgeCell(judge: ColourJudge, x: number, y: number): number {
  const { cells, few, costs, alphas, answers, index } = judge;
  const { data: network, width, height } = judge.network;
  const { data: colour } = judge.picture;
  const n = width * height;
  const cell = y * cells.width + x;
  const kept = narrow(judge, cell);
  const noise = noiseOf(cells, cell);
  const perNoise = 1 / noise;
  const left = 2 * (cells.left + x);
  const top = 2 * (cells.top + y);
  const right = Math.min(width, left + 2);
  const bottom = Math.min(height, top + 2);
  let total = 0;
  for (let v = top; v < bottom; v++) {
    for (let i = v * width + left; i < v * width + right; i++) {
      const r = toLight(colour[i]!);
      const g = toLight(colour[n + i]!);
      const b = toLight(colour[2 * n + i]!);
      const mine = stretch(network[i]!);
      const sure = sureness(mine);
      let best = Number.POSITIVE_INFINITY;
      for (let k = 0, o = 0; k < kept; k++, o += PAIR) {
        const alpha = mixAt(few, o, r, g, b);
        const off = alpha - mine;
        const cost = leftAt(few, o, r, g, b, alpha) * perNoise + sure * off * off + few[o + 7]!;
        costs[k] = cost;
        alphas[k] = alpha;
        if (cost < best) best = cost;
      }
      let weight = 0;
      let sum = 0;
      let squares = 0;
      let blur = 0;
      for (let k = 0; k < kept; k++) {
        // (1 - x / 8)^8, close to exp(-x) and much cheaper.
        const e = 1 - (costs[k]! - best) / CUT;
        if (e <= 0) continue;
        const e2 = e * e;
        const e4 = e2 * e2;
        const w = e4 * e4;
        const alpha = alphas[k]!;
        weight += w;
        sum += w * alpha;
        squares += w * alpha * alpha;
        blur += w * few[k * PAIR + 6]!;
      }
      const alpha = sum / weight;
      const at = index[i]! * ANSWER;
      answers[at] = alpha;
      answers[at + 1] = Math.sqrt(Math.max(0, squares / weight - alpha * alpha));
      answers[at + 2] = best;
      answers[at + 3] = (noise * blur) / weight;
      total += alpha;
    }
  }
  return total / ((bottom - top) * (right - left));
}

/**
 * Variance of noise around a cell's colour in linear light; that of sRGB is greater there where it is bright:
 * d(v^2) = 2 v dv.
 */
export function noiseOf({ light: [red, green, blue] }: Cells, cell: number): number {
  return NOISE * NOISE * ((4 / 3) * (red[cell]! + green[cell]! + blue[cell]!) + 0.05);
}

/** What it costs to say the opposite of the network. */
function sureness(network: number): number {
  const verdict = 2 * network - 1;
  return DISAGREEMENT * verdict * verdict;
}

/** The alpha, 0..1, at which the pair at `o` mixes a colour best. */
function mixAt(pairs: Float64Array, o: number, r: number, g: number, b: number): number {
  const along =
    (r - pairs[o]!) * pairs[o + 3]! +
    (g - pairs[o + 1]!) * pairs[o + 4]! +
    (b - pairs[o + 2]!) * pairs[o + 5]!;
  return Math.min(1, Math.max(0, along * pairs[o + 6]!));
}

/** The square of what that mix leaves of the colour. */
function leftAt(pairs: Float64Array, o: number, r: number, g: number, b: number, alpha: number): number {
  const dr = r - pairs[o]! - alpha * pairs[o + 3]!;
  const dg = g - pairs[o + 1]! - alpha * pairs[o + 4]!;
  const db = b - pairs[o + 2]! - alpha * pairs[o + 5]!;
  return dr * dr + dg * dg + db * db;
}
