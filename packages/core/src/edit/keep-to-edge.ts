import { createBandSolver, improve } from '../matte/conjugate-gradient.ts';
import { addWindows, createBandSystem } from '../matte/matting-laplacian.ts';
import { listPixels } from '../matte/pixel-list.ts';
import type { BandMatte } from '../matte/solve-band.ts';
import { type Job, step } from '../pipeline/job.ts';
import { type FloatMatte, floatMatte, type RgbPlanes } from '../raster/planes.ts';
import { askColours, readClues } from './ask-colours.ts';

/** Ridge of the matting Laplacian, summed over a window: 1e-4 on colours 0..1. */
const EPSILON = 1e-4 * 255 ** 2;
const ITERATIONS = 16;
/** Alpha so near to 0 or 1 is certain. */
const CERTAIN = 0.02;
/** What is left of doubt so near to 0 and 1 would show as haze where somebody has painted. */
const HAZE = 0.08;
/** Rows worked on between two steps of the job. */
const STRIP = 64;

/** A stroke over a matte; all planes are of its size, 0..1. */
export interface StrokePlanes {
  readonly before: FloatMatte;
  /** How far the stroke covers each pixel, and its middle alone, which is taken at its word. */
  readonly under: FloatMatte;
  readonly middle: FloatMatte;
  readonly mode: 'restore' | 'erase';
}

/**
 * Finds out how far what a stroke means goes under it: its middle is subject (background, where it erases), what is certain
 * around it is what it is; colours settle the rest, first each pixel by itself, then among neighbours by closed-form matting.
 * Borrows all; the result is new.
 * @throws EngineError `cancelled`
 */
export async function keepToEdge(planes: StrokePlanes, colours: RgbPlanes, job: Job): Promise<BandMatte> {
  const known = whatIsKnown(planes);
  const clues = readClues(known, colours, planes.mode);
  const { matte: clue, band } = known;
  const { width, height, data } = clue;
  const list = listPixels(band);
  const target = askColours(clues, colours, list, planes.mode);
  await step(job, 0.5);
  const system = createBandSystem(list, width);
  for (let y = 0; y < height; y += STRIP) {
    await step(job, 0.5 + (0.3 * y) / height);
    addWindows(system, colours, data, EPSILON, y, y + STRIP);
  }
  const solver = createBandSolver(system, target.alpha, target.weight);
  for (let i = 0; i < ITERATIONS && improve(solver); i++) await step(job, 0.8 + (0.2 * i) / ITERATIONS);
  for (let u = 0; u < list.pixels.length; u++) {
    data[list.pixels[u]!] = Math.min(1, Math.max(0, (solver.alpha[u]! - HAZE) / (1 - 2 * HAZE)));
  }
  return { matte: clue, band };
}

/** The matte with one half where colours have to say what it is: the band, in whole cells of two by two pixels. */
function whatIsKnown({ before, under, middle, mode }: StrokePlanes): BandMatte {
  const { width, height } = before;
  const clue = before.data.slice();
  const band = new Uint8Array(width * height);
  const meant = mode === 'restore' ? 1 : 0;
  for (let p = 0; p < clue.length; p++) {
    if (under.data[p]! < CERTAIN || Math.abs(clue[p]! - meant) <= CERTAIN) continue;
    if (middle.data[p]! > 0.5) {
      clue[p] = meant;
      continue;
    }
    const x = (p % width) & ~1;
    const y = Math.floor(p / width) & ~1;
    for (let v = y; v < Math.min(height, y + 2); v++) {
      for (let u = x; u < Math.min(width, x + 2); u++) band[v * width + u] = 1;
    }
  }
  for (let p = 0; p < clue.length; p++) if (band[p] === 1) clue[p] = 0.5;
  return { matte: floatMatte(width, height, clue), band };
}
