import type { Matte } from '@backgroundfx/core';
import { SUBJECT } from './overlap.ts';

/** Mean absolute difference of alpha, 0..1, inside a region (0..255, cut at one half); NaN when it is empty. */
export function regionError(ours: Matte, truth: Matte, region: Matte): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < truth.data.length; i++) {
    if (region.data[i]! < SUBJECT) continue;
    sum += Math.abs(ours.data[i]! - truth.data[i]!) / 255;
    count++;
  }
  return sum / count;
}
