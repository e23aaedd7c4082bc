import { finishCutout } from '../compose/finish-cutout.ts';
import { completeFinishSettings, FINISH_SETTINGS, type FinishSettings } from '../compose/finish-settings.ts';
import { createEditedMatte, type MatteEdits } from '../edit/edited-matte.ts';
import { refineMatte } from '../matte/refine-matte.ts';
import { pictureLevels } from '../raster/picture-levels.ts';
import { type FloatMatte, type Matte, type RgbaImage, type RgbPlanes, rgbaImage } from '../raster/planes.ts';
import { partOf } from '../recipe/job-parts.ts';
import { EDGE_REFINEMENT, type Quality, refinementAt } from '../segment/plan.ts';
import type { Job } from './job.ts';

/** All of a cut-out that changes without looking at the picture again: ranges, and what is taken for what is absent. */
export const EDGE_SETTINGS = { edgeRefinement: EDGE_REFINEMENT, ...FINISH_SETTINGS } as const;

/** See `EDGE_SETTINGS`. */
export interface EdgeSettings extends FinishSettings {
  readonly edgeRefinement?: number | undefined;
}

/** What a cut-out is drawn from. */
export interface RedrawSource {
  /** The picture, or a smaller version of it for a draft. */
  readonly image: RgbaImage;
  /** What the looks at the picture came to, `MatteResult.coarse`. */
  readonly coarse: FloatMatte;
  /** The level at which it was looked at. */
  readonly quality: Quality;
  /** Pixels of `image` for each of the picture along a side, above 0 to 1: lengths are those of the picture. 1 unless given. */
  readonly scale?: number | undefined;
}

/** Draws one cut-out again and again, with other settings. */
export interface Redrawing {
  /**
   * The cut-out and the matte it was cut with, both new; and the matte before its edges were shifted, lent until the next call:
   * what is subject in the picture, whatever was made of its edges. Edits are done to the refined matte, before its edges are shifted. What
   * is as it was the last time is not done again: of edits only those that were added, and those that are no more are taken back.
   * One call at a time.
   * @throws EngineError `cancelled`; `invalid_argument` for a setting out of range or a mask that is missing
   */
  draw(
    settings: EdgeSettings & Partial<MatteEdits>,
    job?: Job,
  ): Promise<{ readonly cutout: RgbaImage; readonly matte: Matte; readonly found: Matte }>;
}

/** When drawing the matte's edges and editing it by hand end, as shares of the work. */
const DONE = { refined: 0.6, edited: 0.7 } as const;

/**
 * Draws the cut-out that `removeBackground` makes with the same settings, to the byte where `scale` is 1. Borrows its source
 * for as long as it draws, and keeps a matte of the picture's size and the picture's colours at the coarse one's.
 */
export function createRedrawing({ image, coarse, quality, scale = 1 }: RedrawSource): Redrawing {
  let colours: RgbPlanes | undefined;
  let refined: { readonly refinement: number; readonly matte: Matte } | undefined;
  const edited = createEditedMatte({ image, scale });

  function coloursAt(width: number, height: number): RgbPlanes {
    if (colours?.width !== width || colours.height !== height)
      colours = pictureLevels(image).planes(width, height);
    return colours;
  }

  async function refine(refinement: number, job: Job): Promise<Matte> {
    if (refined?.refinement !== refinement) {
      const matte = await refineMatte(coarse, image, {
        ...job,
        colours: coloursAt,
        edgeRefinement: refinement,
        onProgress: done => job.onProgress?.(done * DONE.refined),
      });
      refined = { refinement, matte };
    }
    return refined.matte;
  }

  return {
    async draw({ edgeRefinement, edits = [], masks, ...settings }, job = {}) {
      const { shiftEdge, feather, ...finish } = completeFinishSettings(settings);
      const refinement = refinementAt(quality, edgeRefinement);
      const base = await refine(refinement, job);
      const before = await edited.draw(base, { edits, masks }, partOf(job, DONE.refined, DONE.edited));
      // Not `slice`: that of a Node buffer is the same memory.
      const cutout = rgbaImage(image.width, image.height, new Uint8ClampedArray(image.data));
      const lengths = { shiftEdge: shiftEdge * scale, feather: feather * scale };
      const matte = await finishCutout(
        cutout,
        before,
        { ...finish, ...lengths },
        partOf(job, DONE.edited, 1),
      );
      // Neutral settings give back the very matte that is kept here.
      const own = matte === before ? { ...matte, data: matte.data.slice() } : matte;
      return { cutout, matte: own, found: before };
    },
  };
}
