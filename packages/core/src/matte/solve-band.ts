import { type Job, step } from '../pipeline/job.ts';
import { type FloatMatte, floatMatte, type RgbPlanes } from '../raster/planes.ts';
import {
  askRow,
  type BandTarget,
  type BandVote,
  compareVotes,
  createVote,
  noTarget,
  patchRows,
  weigh,
} from './band-target.ts';
import { makeCells, stretch, UNDECIDED, undecidedWindow } from './cells.ts';
import { createBandSolver, improve } from './conjugate-gradient.ts';
import { contradiction } from './contradiction.ts';
import type { EdgeStrength } from './edge-strength.ts';
import { addWindows, createBandSystem } from './matting-laplacian.ts';
import { listPixels, type PixelList } from './pixel-list.ts';
import { clearSpecks } from './specks.ts';
import { makeTrimap } from './trimap.ts';

/** Cells around all that is undecided in which the band may spread and colours are looked for. */
const MARGIN = 48;
/** Ridge of the matting Laplacian, summed over a window: 1e-4 on colours 0..1. */
const EPSILON = 1e-4 * 255 ** 2;
/** More change nothing that can be seen: what is aimed at is a good first guess. */
const ITERATIONS = 6;
/** Rows of patches, rows of pixels, and pixels worked on between two steps of the job. */
const STRIP = { patches: 8, rows: 64, pixels: 1 << 15 };
/** What is aimed at with this weight is taken as it is: neighbours would move it by less than a level. */
const FIRM = 40;
/** The same holds where alpha is so near to 0 or 1 all around. */
const DECIDED = 0.02;
/** Around is what shares a window of the matting Laplacian with a pixel. */
const AROUND = 2;

/** A coarse matte whose band has been worked out anew; all else is exactly 0 or 1. */
export interface BandMatte {
  readonly matte: FloatMatte;
  /** 1 for pixels in the band. */
  readonly band: Uint8Array;
}

/** The band as `strength` draws it, with the network's own alpha in it. Borrows all; the result is new. */
export function markBand(coarse: FloatMatte, colours: RgbPlanes, strength: EdgeStrength): MarkedBand {
  const cells = makeCells(coarse, colours, undecidedWindow(coarse, MARGIN));
  const contradicted = contradiction(cells);
  const trimap = makeTrimap(cells, contradicted, strength);
  const { width, height } = coarse;
  const alpha = new Float32Array(width * height);
  const band = new Uint8Array(width * height);
  for (let i = 0; i < alpha.length; i++) if (coarse.data[i]! > 0.5) alpha[i] = 1;
  for (let y = 0, cell = 0; y < cells.height; y++) {
    for (let x = 0; x < cells.width; x++, cell++) {
      if (trimap.verdict[cell] !== UNDECIDED) continue;
      const left = 2 * (cells.left + x);
      const top = 2 * (cells.top + y);
      const right = Math.min(width, left + 2);
      for (let v = top; v < Math.min(height, top + 2); v++) {
        for (let i = v * width + left; i < v * width + right; i++) {
          band[i] = 1;
          alpha[i] = stretch(coarse.data[i]!);
        }
      }
    }
  }
  return { cells, contradicted, trimap, band, matte: floatMatte(width, height, alpha) };
}

/**
 * Works the band of a coarse matte out anew: colours around each pixel are sampled and weighed against the network, then
 * closed-form matting settles it among neighbours. Time and memory grow with the band, beside some planes of the matte's
 * own size. Borrows all; the result is new.
 * @throws EngineError `cancelled`.
 */
export async function solveBand(
  coarse: FloatMatte,
  colours: RgbPlanes,
  strength: EdgeStrength,
  job: Job,
): Promise<BandMatte> {
  return solveMarked(markBand(coarse, colours, strength), coarse, colours, strength.trust, job);
}

/** A band that was marked, with what was found out while it was. */
export interface MarkedBand extends BandMatte, Pick<BandVote, 'cells' | 'contradicted' | 'trimap'> {}

/**
 * The same for a band that was marked already, whose matte becomes the result's. Colours are believed `trust` times as far as is
 * usual. Borrows the rest.
 */
export async function solveMarked(
  marked: MarkedBand,
  coarse: FloatMatte,
  colours: RgbPlanes,
  trust: number,
  job: Job,
): Promise<BandMatte> {
  const { band, matte } = marked;
  const list = listPixels(band);
  const { pixels } = list;
  const vote = createVote(marked, coarse, colours, list);
  const rows = patchRows(vote);
  for (let row = 0; row < rows; row++) {
    if (row % STRIP.patches === 0) await step(job, (0.5 * row) / rows);
    askRow(vote, row);
  }
  const around = compareVotes(vote);
  const target = noTarget(pixels.length);
  for (let from = 0; from < pixels.length; from += STRIP.pixels) {
    await step(job, 0.5 + (0.1 * from) / pixels.length);
    weigh(vote, around, trust, target, from, from + STRIP.pixels);
  }
  for (let u = 0; u < pixels.length; u++) matte.data[pixels[u]!] = target.alpha[u]!;
  await step(job, 0.6);
  const unsettled = keepUnsettled(matte, list, target);
  await settle(matte, unsettled, colours, { ...job, onProgress: done => job.onProgress?.(0.6 + 0.4 * done) });
  clearSpecks(matte, band);
  return { matte, band };
}

/** What neighbours have a say in. */
interface Unsettled {
  readonly list: PixelList;
  readonly target: BandTarget;
}

/** The part of a band that is not firm, and of mixed alpha or near to such. Takes `list`: its index becomes the part's. */
function keepUnsettled(
  { data, width, height }: FloatMatte,
  { pixels, index }: PixelList,
  { weight }: BandTarget,
): Unsettled {
  const part = new Uint8Array(pixels.length);
  let count = 0;
  for (let u = 0; u < pixels.length; u++) {
    const p = pixels[u]!;
    const alpha = data[p]!;
    if (weight[u]! >= FIRM || alpha < DECIDED || alpha > 1 - DECIDED) continue;
    const x = p % width;
    const y = (p - x) / width;
    const right = Math.min(width - 1, x + AROUND);
    const bottom = Math.min(height - 1, y + AROUND);
    for (let v = Math.max(0, y - AROUND); v <= bottom; v++) {
      for (let q = v * width + Math.max(0, x - AROUND); q <= v * width + right; q++) {
        const near = index[q]!;
        if (near < 0 || part[near] === 1 || weight[near]! >= FIRM) continue;
        part[near] = 1;
        count++;
      }
    }
  }
  const kept = new Int32Array(count);
  const target = noTarget(count);
  for (let u = 0, k = 0; u < pixels.length; u++) {
    const p = pixels[u]!;
    if (part[u] === 0) {
      index[p] = -1;
      continue;
    }
    kept[k] = p;
    target.alpha[k] = data[p]!;
    target.weight[k] = weight[u]!;
    index[p] = k++;
  }
  return { list: { pixels: kept, index }, target };
}

/** Lets neighbours of like colours agree on the alpha of what is unsettled. Changes `matte`. */
async function settle(
  { data, width, height }: FloatMatte,
  { list, target }: Unsettled,
  colours: RgbPlanes,
  job: Job,
): Promise<void> {
  const system = createBandSystem(list, width);
  for (let y = 0; y < height; y += STRIP.rows) {
    await step(job, (0.4 * y) / height);
    addWindows(system, colours, data, EPSILON, y, y + STRIP.rows);
  }
  const solver = createBandSolver(system, target.alpha, target.weight);
  for (let i = 0; i < ITERATIONS && improve(solver); i++) await step(job, 0.4 + (0.6 * i) / ITERATIONS);
  for (let u = 0; u < list.pixels.length; u++) {
    data[list.pixels[u]!] = Math.min(1, Math.max(0, solver.alpha[u]!));
  }
}
