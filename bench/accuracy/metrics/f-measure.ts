import type { Matte } from '@backgroundfx/core';
import { SUBJECT } from './overlap.ts';

/** Precision and recall of one matte, cut at each threshold 1..255 of its alpha (at index 0..254). */
export interface PrecisionRecall {
  readonly precision: Float64Array;
  readonly recall: Float64Array;
}

const THRESHOLDS = 255;
/** Weighs precision above recall, as is the custom in saliency detection. */
const BETA_SQUARED = 0.3;

/** Compares a matte, cut at every threshold, with the true subject, which is cut at one half. */
export function precisionRecall(ours: Matte, truth: Matte): PrecisionRecall {
  const inside = new Float64Array(THRESHOLDS + 1);
  const outside = new Float64Array(THRESHOLDS + 1);
  let subject = 0;
  for (let i = 0; i < truth.data.length; i++) {
    const level = ours.data[i]!;
    if (truth.data[i]! >= SUBJECT) {
      inside[level]!++;
      subject++;
    } else outside[level]!++;
  }
  const precision = new Float64Array(THRESHOLDS);
  const recall = new Float64Array(THRESHOLDS);
  let right = 0;
  let wrong = 0;
  for (let t = THRESHOLDS; t >= 1; t--) {
    right += inside[t]!;
    wrong += outside[t]!;
    precision[t - 1] = right + wrong > 0 ? right / (right + wrong) : 0;
    recall[t - 1] = subject > 0 ? right / subject : 1;
  }
  return { precision, recall };
}

/** The best F measure that one threshold for the whole set reaches, of precision and recall averaged over the set; NaN of nothing. */
export function maxF(curves: readonly PrecisionRecall[]): number {
  if (curves.length === 0) return Number.NaN;
  let best = 0;
  for (let t = 0; t < THRESHOLDS; t++) {
    let precision = 0;
    let recall = 0;
    for (const curve of curves) {
      precision += curve.precision[t]! / curves.length;
      recall += curve.recall[t]! / curves.length;
    }
    const weighted = BETA_SQUARED * precision + recall;
    if (weighted > 0) best = Math.max(best, ((1 + BETA_SQUARED) * precision * recall) / weighted);
  }
  return best;
}
