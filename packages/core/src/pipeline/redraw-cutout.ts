import { finishCutout } from '../compose/finish-cutout.ts';
import { completeFinishSettings, FINISH_SETTINGS, type FinishSettings } from '../compose/finish-settings.ts';
import { refineMatte } from '../matte/refine-matte.ts';
import { pictureLevels } from '../raster/picture-levels.ts';
import { type FloatMatte, type Matte, type RgbaImage, type RgbPlanes, rgbaImage } from '../raster/planes.ts';
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
   * The cut-out and the matte it was cut with; both new. Of the settings that are as they were the last time, the work is not
   * done again. One call at a time.
   * @throws EngineError `cancelled`; `invalid_argument` for a setting out of range
   */
  draw(settings: EdgeSettings, job?: Job): Promise<{ readonly cutout: RgbaImage; readonly matte: Matte }>;
}

/** Share of the work that drawing the matte's edges is. */
const REFINING = 0.7;

/**
 * Draws the cut-out that `removeBackground` makes with the same settings, to the byte where `scale` is 1. Borrows its source
 * for as long as it draws, and keeps a matte of the picture's size and the picture's colours at the coarse one's.
 */
export function createRedrawing({ image, coarse, quality, scale = 1 }: RedrawSource): Redrawing {
  let colours: RgbPlanes | undefined;
  let refined: { readonly refinement: number; readonly matte: Matte } | undefined;

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
        onProgress: done => job.onProgress?.(done * REFINING),
      });
      refined = { refinement, matte };
    }
    return refined.matte;
  }

  return {
    async draw({ edgeRefinement, ...settings }, job = {}) {
      const { shiftEdge, feather, ...finish } = completeFinishSettings(settings);
      const refinement = refinementAt(quality, edgeRefinement);
      const cutout = rgbaImage(image.width, image.height, image.data.slice());
      const before = await refine(refinement, job);
      const lengths = { shiftEdge: shiftEdge * scale, feather: feather * scale };
      const matte = await finishCutout(
        cutout,
        before,
        { ...finish, ...lengths },
        {
          ...job,
          onProgress: done => job.onProgress?.(REFINING + done * (1 - REFINING)),
        },
      );
      // Neutral settings give back the very matte that is kept here.
      return { cutout, matte: matte === before ? { ...matte, data: matte.data.slice() } : matte };
    },
  };
}
