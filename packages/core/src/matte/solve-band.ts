import { type Job, step } from '../pipeline/job.ts';
import { type FloatMatte, floatMatte, type RgbPlanes } from '../raster/planes.ts';
import { createTargets, stretch } from './band-target.ts';
import { makeCells, SUBJECT, UNDECIDED } from './cells.ts';
import { createBandSolver } from './conjugate-gradient.ts';
import { contradiction } from './contradiction.ts';
import type { EdgeStrength } from './edge-strength.ts';
import { addWindows, createBandSystem } from './matting-laplacian.ts';
import { listPixels, type PixelList } from './pixel-list.ts';
import { clearSpecks } from './specks.ts';
import { makeTrimap } from './trimap.ts';

/** Ridge of the matting Laplacian on colours 0..1, summed over a window. */
const EPSILON = 1e-4;
const ITERATIONS = 24;
/** Rows of cells worked on between two steps of the job. */
const STRIP = 32;
/** What is aimed at with this weight is taken as it is: neighbours would move it by less than a level. */
const FIRM = 40;

/** A coarse matte whose band has been worked out anew; all else is exactly 0 or 1. */
export interface BandMatte {
  readonly matte: FloatMatte;
  /** 1 for pixels in the band. */
  readonly band: Uint8Array;
}

/** The band as `strength` draws it, with the network's own alpha in it. Borrows all; the result is new. */
export function markBand(coarse: FloatMatte, colours: RgbPlanes, strength: EdgeStrength) {
  const cells = makeCells(coarse, colours);
  const contradicted = contradiction(cells);
  const trimap = makeTrimap(cells, contradicted, strength);
  const { width, height } = coarse;
  const alpha = new Float32Array(width * height);
  const band = new Uint8Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    const row = (y >> 1) * cells.width;
    for (let x = 0; x < width; x++, i++) {
      const verdict = trimap.verdict[row + (x >> 1)]!;
      if (verdict === UNDECIDED) {
        band[i] = 1;
        alpha[i] = stretch(coarse.data[i]!);
      } else alpha[i] = verdict === SUBJECT ? 1 : 0;
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
  const { cells, contradicted, trimap, band, matte } = markBand(coarse, colours, strength);
  const list = listPixels(band);
  const targets = createTargets(cells, trimap, contradicted, coarse, colours, list, strength.trust);
  for (let y = 0; y < cells.height; y += STRIP) {
    await step(job, (0.4 * y) / cells.height);
    const end = Math.min(cells.height, y + STRIP);
    for (let row = y; row < end; row++) targets.addRow(row);
  }
  const { alpha, weight } = targets.finish();
  const loose = new Uint8Array(band.length);
  list.pixels.forEach((p, u) => {
    matte.data[p] = alpha[u]!;
    if (weight[u]! < FIRM) loose[p] = 1;
  });
  await settle(matte, listPixels(loose), pixels => weight[list.index[pixels]!]!, colours, {
    ...job,
    onProgress: done => job.onProgress?.(0.4 + 0.6 * done),
  });
  clearSpecks(matte, list);
  return { matte, band };
}

/** Lets neighbours of like colours agree on the alpha of `unknowns`, from what `matte` says now. Changes `matte`. */
async function settle(
  matte: FloatMatte,
  unknowns: PixelList,
  weightAt: (position: number) => number,
  colours: RgbPlanes,
  job: Job,
): Promise<void> {
  const { data, width, height } = matte;
  const system = createBandSystem(unknowns, width);
  for (let y = 0; y < height; y += 2 * STRIP) {
    await step(job, (0.4 * y) / height);
    addWindows(system, colours, data, EPSILON, y, y + 2 * STRIP);
  }
  const target = Float32Array.from(unknowns.pixels, p => data[p]!);
  const weight = Float32Array.from(unknowns.pixels, weightAt);
  const solver = createBandSolver(system, target, weight);
  for (let i = 0; i < ITERATIONS && solver.step(); i++) await step(job, 0.4 + (0.6 * i) / ITERATIONS);
  for (let u = 0; u < target.length; u++) {
    data[unknowns.pixels[u]!] = Math.min(1, Math.max(0, solver.alpha[u]!));
  }
}
