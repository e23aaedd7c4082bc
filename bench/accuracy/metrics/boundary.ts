import type { Matte } from '@backgroundfx/core';
import { squaredDistance } from './distance.ts';
import { SUBJECT } from './overlap.ts';

/** How well the edges agree. */
export interface BoundaryScores {
  /** F measure of the boundary's pixels that the other boundary comes near to; 1 when neither has a boundary. */
  readonly boundaryF: number;
  /** Mean absolute difference of alpha near the true boundary and where the truth is soft; 0 when there is no such place. */
  readonly edgeMae: number;
}

/** Near, as a share of the picture's diagonal, and at least this many pixels. */
const MATCH = { share: 0.0075, pixels: 1 };
const BAND = { share: 0.01, pixels: 2 };
/** Alpha of the truth (0..255) that counts as soft. */
const SOFT = { above: 12, below: 243 };

/** Compares the edges of a matte with those of the true one; a boundary is that of the subject cut at one half. */
export function boundaryScores(ours: Matte, truth: Matte): BoundaryScores {
  const { width, height } = truth;
  const diagonal = Math.hypot(width, height);
  const reach = (rule: typeof MATCH) => Math.max(rule.pixels, rule.share * diagonal) ** 2;
  const oursEdge = boundaryOf(ours);
  const truthEdge = boundaryOf(truth);
  const toTruth = squaredDistance(truthEdge, width, height);
  const toOurs = squaredDistance(oursEdge, width, height);
  const oursNear = countNear(oursEdge, toTruth, reach(MATCH));
  const truthNear = countNear(truthEdge, toOurs, reach(MATCH));
  return {
    boundaryF: fMeasure(oursNear, truthNear),
    edgeMae: edgeMae(ours, truth, toTruth, reach(BAND)),
  };
}

/** 1 at the subject's pixels that have a side in common with the background, else 0. The picture's border is none. */
function boundaryOf({ width, height, data }: Matte): Uint8Array {
  const out = new Uint8Array(data.length);
  const outside = (i: number) => data[i]! < SUBJECT;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (outside(i)) continue;
      const sideways = (x > 0 && outside(i - 1)) || (x < width - 1 && outside(i + 1));
      if (sideways || (y > 0 && outside(i - width)) || (y < height - 1 && outside(i + width))) out[i] = 1;
    }
  }
  return out;
}

interface Near {
  readonly near: number;
  readonly all: number;
}

function countNear(edge: Uint8Array, distance: Float64Array, reach: number): Near {
  let near = 0;
  let all = 0;
  for (let i = 0; i < edge.length; i++) {
    if (!edge[i]) continue;
    all++;
    if (distance[i]! <= reach) near++;
  }
  return { near, all };
}

function fMeasure(ours: Near, truth: Near): number {
  if (ours.all === 0 && truth.all === 0) return 1;
  if (ours.near === 0 || truth.near === 0) return 0;
  const precision = ours.near / ours.all;
  const recall = truth.near / truth.all;
  return (2 * precision * recall) / (precision + recall);
}

function edgeMae(ours: Matte, truth: Matte, toTruth: Float64Array, reach: number): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < truth.data.length; i++) {
    const g = truth.data[i]!;
    if (toTruth[i]! > reach && !(g > SOFT.above && g < SOFT.below)) continue;
    sum += Math.abs(ours.data[i]! - g) / 255;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}
