import { chance, noiseLine } from './noise.ts';
import { across, type Canvas, type RowPainter, smoothstep } from './painter.ts';
import { rgbOf } from './ramp.ts';
import type { LandscapeScene, Ridge } from './scene.ts';

/** How far below its line a ridge is in the mist, as a share of the longer side. */
const MIST_DEPTH = 0.16;

/** Hills from far to near, their feet in the mist. */
export function ridgePainter({ ridges = [], mist, seed }: LandscapeScene, canvas: Canvas): RowPainter {
  const layers = ridges.map((ridge, i) => ({
    colour: rgbOf(ridge.color),
    ...skyline(ridge, seed + 101 * (i + 1), canvas),
    // The nearest stands in less of it.
    mist: (mist?.amount ?? 0) * (1 - (0.65 * i) / Math.max(1, ridges.length - 1)),
  }));
  const fog = rgbOf(mist?.color ?? '#ffffff');
  return (y, row) => {
    for (const { colour, tops, slopes, mist } of layers) {
      for (let x = 0; x < canvas.width; x++) {
        const depth = y + 0.5 - tops[x]!;
        if (depth < -0.5) continue;
        const share = Math.min(1, depth + 0.5);
        const fogged = mist * smoothstep(0, MIST_DEPTH, (y + 0.5 - slopes[x]!) / canvas.long);
        for (let c = 0, i = 4 * x; c < 3; c++, i++) {
          const value = colour[c]! + (fog[c]! - colour[c]!) * fogged;
          row[i] = row[i]! + (value - row[i]!) * share;
        }
      }
    }
  };
}

/** Where each column meets the ridge, and where it would without trees and rocks, which mist does not follow; pixels from the top. */
function skyline(ridge: Ridge, seed: number, canvas: Canvas) {
  const tops = new Float32Array(canvas.width);
  const slopes = new Float32Array(canvas.width);
  const step = ridge.hills / canvas.long;
  const line = { x: across(canvas, 0) * ridge.hills + 31, y: 0.37, step, grain: step };
  const gain = 0.22 + 0.36 * ridge.rough;
  noiseLine(line, { seed, octaves: 7, gain }, tops);
  noiseLine(line, { seed, octaves: 2, gain }, slopes);
  const { trees = 0 } = ridge;
  for (let x = 0; x < tops.length; x++) {
    const rise = tops[x]! * ridge.height + treesAt(trees, across(canvas, x), seed);
    tops[x] = ridge.y * canvas.height - rise * canvas.long;
    slopes[x] = ridge.y * canvas.height - (slopes[x]! * ridge.height + trees * 0.6) * canvas.long;
  }
  return { tops, slopes };
}

/** Firs, and young ones between them: how far they rise above the line at `u`. */
function treesAt(height: number, u: number, seed: number): number {
  if (height === 0) return 0;
  return Math.max(firsAt(height, height * 0.17, u, seed), firsAt(height * 0.5, height * 0.075, u, seed + 40));
}

function firsAt(height: number, spacing: number, u: number, seed: number): number {
  const nearest = Math.floor(u / spacing);
  let rise = 0;
  for (let k = nearest - 3; k <= nearest + 3; k++) {
    const tall = height * (0.35 + 0.65 * chance(seed, k, 1) * (0.6 + 0.4 * chance(seed, k >> 2, 4)));
    const middle = (k + 0.5 + 0.8 * (chance(seed, k, 2) - 0.5)) * spacing;
    const out = Math.abs(u - middle) / (tall * (0.17 + 0.07 * chance(seed, k, 3)));
    if (out >= 1) continue;
    // Slender at the tip, wide at the foot; boughs go in and out on the way down.
    const bough = out * 7 - Math.floor(out * 7);
    const spread = (1 - out) * (1 - 0.4 * out);
    rise = Math.max(rise, tall * (spread + 0.11 * (0.5 - bough) * Math.min(1, 4 * out) * (1 - out)));
  }
  return rise;
}
