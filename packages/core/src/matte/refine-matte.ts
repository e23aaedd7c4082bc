import { EngineError } from '../errors.ts';
import type { Job } from '../pipeline/job.ts';
import type { FloatMatte, Matte, RgbaImage, RgbPlanes } from '../raster/planes.ts';
import { resampleMatte, resampleToPlanes } from '../raster/resample.ts';
import { edgeStrength } from './edge-strength.ts';
import { guidedUpsample } from './guided-upsample.ts';
import { markBand, solveBand } from './solve-band.ts';

export interface RefineJob extends Job {
  /** 0..100, see `edgeStrength`. */
  readonly edgeRefinement: number;
  /** The picture's colours at a size, borrowed; `resampleToPlanes` unless given, for hosts that may have them at hand. */
  readonly colours?: ((width: number, height: number) => RgbPlanes) | undefined;
}

/** Share of the job's progress that is done when the band has been solved. */
const SOLVED = 0.7;

/**
 * Brings a network's matte to the picture's own size. At refinement 0 that is all; above it the band that the network is
 * undecided about is worked out anew at the matte's size, and the rest becomes exactly 0 or 255. Borrows everything; the
 * matte is new. Working memory grows with the coarse matte and its band; of the picture's size is only the result.
 * @throws EngineError `cancelled`; `invalid_argument` when `colours` gives another size than asked for.
 */
export async function refineMatte(
  coarse: FloatMatte,
  image: RgbaImage,
  {
    edgeRefinement,
    colours: coloursAt = (width, height) => resampleToPlanes(image, width, height),
    ...job
  }: RefineJob,
): Promise<Matte> {
  const strength = edgeStrength(edgeRefinement);
  const alpha = noFiner(strength.method === 'solve' ? 1 : 2, image, coarse);
  const colours = coloursAt(alpha.width, alpha.height);
  if (colours.width !== alpha.width || colours.height !== alpha.height) {
    throw new EngineError('invalid_argument', 'The matte and the colours it is refined by differ in size');
  }
  if (strength.method === 'enlarge') return guidedUpsample(alpha, colours, image, job);
  if (strength.method === 'guided') {
    const { matte, band } = markBand(alpha, colours, strength);
    return guidedUpsample(matte, colours, image, { ...job, band, smoothing: strength.smoothing });
  }
  const part = (from: number, to: number): Job => ({
    ...job,
    onProgress: done => job.onProgress?.(from + done * (to - from)),
  });
  const { matte, band } = await solveBand(alpha, colours, strength, part(0, SOLVED));
  return guidedUpsample(matte, colours, image, { ...part(SOLVED, 1), band });
}

/**
 * A matte at most `times` as fine as the picture. Interpolation takes two samples along each axis, so one up to twice as fine
 * loses none that way. The solver's time grows with the matte, and of what is finer than the picture nothing is left in the
 * end, so for it such a matte is averaged down to the picture's size first.
 */
export function noFiner(times: number, image: RgbaImage, alpha: FloatMatte): FloatMatte {
  const width = alpha.width > times * image.width ? image.width : alpha.width;
  const height = alpha.height > times * image.height ? image.height : alpha.height;
  return width === alpha.width && height === alpha.height ? alpha : resampleMatte(alpha, width, height);
}
