import type { Matte, RgbaImage } from '@backgroundfx/core';
import { boundaryScores } from './metrics/boundary.ts';
import { colourError } from './metrics/colour.ts';
import { connectivityError } from './metrics/connectivity.ts';
import { type PrecisionRecall, precisionRecall } from './metrics/f-measure.ts';
import { gradientError } from './metrics/gradient.ts';
import { overlap } from './metrics/overlap.ts';
import { regionError } from './metrics/region.ts';
import type { RegionKind } from './picture-set.ts';

/** All that is known of a picture. */
export interface Truth {
  readonly picture: RgbaImage;
  readonly matte: Matte;
  readonly foreground?: RgbaImage | undefined;
  readonly regions: readonly { readonly kind: RegionKind; readonly area: Matte }[];
}

/** What each metric says of one matte; NaN where the truth does not tell. */
export interface Scores {
  readonly mae: number;
  readonly mse: number;
  readonly sad: number;
  readonly iou: number;
  readonly gradient: number;
  readonly connectivity: number;
  readonly boundaryF: number;
  readonly edgeMae: number;
  readonly hole: number;
  readonly glass: number;
  /** Of the cut-out, and of the picture as it was; see `colourError`. */
  readonly colour: number;
  readonly colourBefore: number;
}

export interface MatteScores {
  readonly scores: Scores;
  readonly curve: PrecisionRecall;
}

/**
 * Scores a matte.
 * @param cutout the picture with that matte, where the way of making it gives colours
 * @throws Error when sizes differ
 */
export function scoreMatte(ours: Matte, cutout: RgbaImage | undefined, truth: Truth): MatteScores {
  const { matte, picture, foreground, regions } = truth;
  for (const other of [ours, picture, foreground, ...regions.map(region => region.area)]) {
    if (other && (other.width !== matte.width || other.height !== matte.height)) {
      throw new Error(
        `${other.width} x ${other.height} pixels beside a true matte of ${matte.width} x ${matte.height}`,
      );
    }
  }
  const inside = (kind: RegionKind) => {
    const region = regions.find(known => known.kind === kind);
    return region ? regionError(ours, matte, region.area) : Number.NaN;
  };
  const colour = cutout && foreground ? colourError(cutout, picture, foreground, matte) : undefined;
  return {
    curve: precisionRecall(ours, matte),
    scores: {
      ...overlap(ours, matte),
      gradient: gradientError(ours, matte),
      connectivity: connectivityError(ours, matte),
      ...boundaryScores(ours, matte),
      hole: inside('hole'),
      glass: inside('glass'),
      colour: colour?.cutout ?? Number.NaN,
      colourBefore: colour?.source ?? Number.NaN,
    },
  };
}
