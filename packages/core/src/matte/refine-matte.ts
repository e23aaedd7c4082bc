import type { Job } from '../pipeline/job.ts';
import type { FloatMatte, Matte, RgbaImage, RgbPlanes } from '../raster/planes.ts';
import { guidedUpsample } from './guided-upsample.ts';

export interface RefineJob extends Job {
  /** 0..100: see the table at `planCutout`. */
  readonly edgeRefinement: number;
}

/**
 * Brings a network's matte to the picture's own size, its undecided band refined by the picture's colours as strongly as
 * asked. Borrows everything; the matte is new.
 * @throws EngineError `cancelled`; `invalid_argument` when matte and colours differ in size.
 */
export function refineMatte(
  coarse: FloatMatte,
  coarseColours: RgbPlanes,
  image: RgbaImage,
  { edgeRefinement, ...job }: RefineJob,
): Promise<Matte> {
  return guidedUpsample(coarse, coarseColours, image, { ...job, strength: edgeRefinement / 50 });
}
