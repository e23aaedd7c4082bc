import { cutOut } from '../compose/cut-out.ts';
import type { RgbaImage } from '../raster/planes.ts';
import type { Plan } from '../segment/plan.ts';
import { type MatteJob, type MatteResult, makeMatte, type Segmenter } from './make-matte.ts';

/**
 * Cuts the subject out of a picture: its matte, its edges' own colours, and the cut.
 * Takes `image`: its buffer becomes the cut-out (see `cutOut`). Everything in the result is new.
 * @throws EngineError `cancelled`, `invalid_argument`, and whatever the session throws; `image` may be half changed then.
 */
export async function removeBackground(
  image: RgbaImage,
  segmenter: Segmenter,
  plan: Plan,
  job: MatteJob = {},
): Promise<MatteResult> {
  const result = await makeMatte(image, segmenter, plan, job);
  cutOut(image, result.matte);
  return result;
}
