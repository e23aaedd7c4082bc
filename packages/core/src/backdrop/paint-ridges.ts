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

/** Firs of all ages: how far they rise above the line at `u`. */
function treesAt(height: number, u: number, seed: number): number {
  if (height === 0) return 0;
  const spacing = height * 0.17;
  const nearest = Math.floor(u / spacing);
  let rise = 0;
  for (let k = nearest - 2; k <= nearest + 2; k++) {
    const age = chance(seed, k, 1);
    const tall = height * (0.3 + 0.7 * age * (0.6 + 0.4 * chance(seed, k >> 2, 4)));
    const middle = (k + 0.5 + 0.8 * (chance(seed, k, 2) - 0.5)) * spacing;
    const out = Math.abs(u - middle) / (tall * (0.13 + 0.06 * chance(seed, k, 3)));
    if (out >= 1) continue;
    // Boughs: the outline goes in and out on its way down.
    const bough = out * 6 - Math.floor(out * 6);
    rise = Math.max(rise, tall * (1 - out * (0.92 + 0.08 * out)) + tall * 0.07 * (0.5 - bough) * (1 - out));
  }
  return rise;
}
