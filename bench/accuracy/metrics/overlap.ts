import type { Matte } from '@backgroundfx/core';

/** How two mattes of one size differ, pixel by pixel. */
export interface Overlap {
  /** Mean absolute difference of alpha, 0..1. */
  readonly mae: number;
  /** Mean squared difference of alpha, 0..1. */
  readonly mse: number;
  /** Sum of absolute differences in thousands of pixels: grows with the picture. */
  readonly sad: number;
  /** Intersection over union of the two subjects, cut at one half; 1 when both are empty. */
  readonly iou: number;
}

/** From here on a pixel of 0..255 belongs to the subject: alpha of one half. */
export const SUBJECT = 128;

/** Compares a matte with the true one of its size. */
export function overlap(ours: Matte, truth: Matte): Overlap {
  const pixels = truth.data.length;
  let absolute = 0;
  let squared = 0;
  let both = 0;
  let either = 0;
  for (let i = 0; i < pixels; i++) {
    const a = ours.data[i]!;
    const g = truth.data[i]!;
    const difference = Math.abs(a - g);
    absolute += difference;
    squared += difference * difference;
    if (a >= SUBJECT && g >= SUBJECT) both++;
    if (a >= SUBJECT || g >= SUBJECT) either++;
  }
  return {
    mae: absolute / 255 / pixels,
    mse: squared / 255 ** 2 / pixels,
    sad: absolute / 255 / 1000,
    iou: either === 0 ? 1 : both / either,
  };
}
