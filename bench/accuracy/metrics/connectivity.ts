import type { Matte } from '@backgroundfx/core';
import { components } from './components.ts';

const STEPS = 10;
/** Smaller distances from the connected part are taken for none. */
const TOLERATED = 0.15;

/**
 * Connectivity error (Rhemann et al., CVPR 2009, with their exponent 1 and threshold 0.15), in thousands. A pixel's
 * level is the highest of 0, 0.1 .. 1 at which it hangs together with the largest part that both mattes have at that
 * level; what its alpha has beyond its level counts as cut off, and the error is the difference of both mattes in that.
 */
export function connectivityError(ours: Matte, truth: Matte): number {
  const level = connectedLevels(ours, truth);
  let sum = 0;
  for (let i = 0; i < level.length; i++) {
    const l = level[i]! / STEPS;
    sum += Math.abs(cutOff(ours.data[i]! / 255 - l) - cutOff(truth.data[i]! / 255 - l));
  }
  return sum / 1000;
}

function cutOff(distance: number): number {
  return distance >= TOLERATED ? distance : 0;
}

/** Of each pixel, the number of levels, 0..10, up to which it hangs together with the largest common part. */
function connectedLevels(ours: Matte, truth: Matte): Uint8Array {
  const pixels = truth.data.length;
  const levels = new Uint8Array(pixels);
  const common = new Uint8Array(pixels);
  for (let step = 1; step <= STEPS; step++) {
    const least = (step / STEPS) * 255;
    for (let i = 0; i < pixels; i++) common[i] = ours.data[i]! >= least && truth.data[i]! >= least ? 1 : 0;
    const { labels, sizes } = components(common, truth.width);
    if (sizes.length === 1) break;
    const largest = sizes.reduce((best, size, label) => (size > sizes[best]! ? label : best), 1);
    // Levels must be connected from below without a gap.
    for (let i = 0; i < pixels; i++) if (labels[i] === largest && levels[i] === step - 1) levels[i] = step;
  }
  return levels;
}
