import { finishCutout } from '../compose/finish-cutout.ts';
import { completeFinishSettings, type FinishSettings } from '../compose/finish-settings.ts';
import type { RgbaImage } from '../raster/planes.ts';
import type { Plan } from '../segment/plan.ts';
import { type MatteResult, makeMatte } from './make-matte.ts';
import type { MatteJob, MatteStage } from './matte-job.ts';
import type { Segmenter } from './segmenter.ts';

/** The steps of `removeBackground`, in order. */
export type RemovalStage = MatteStage | 'finish';

export interface RemovalJob extends Omit<MatteJob, 'onStage'> {
  readonly onStage?: ((stage: RemovalStage, done: number) => void) | undefined;
  /** How the cut-out is finished. */
  readonly settings?: FinishSettings | undefined;
}

/**
 * Cuts the subject out of a picture: its matte, its edges' own colours, and the cut (`makeMatte`, then `finishCutout`).
 * Takes `image`: its buffer becomes the cut-out (see `cutOut`). Everything in the result is new; its matte is the one that
 * was cut with.
 * @throws EngineError `cancelled`, `invalid_argument`, and whatever the session throws; `image` may be half changed then.
 */
export async function removeBackground(
  image: RgbaImage,
  segmenter: Segmenter,
  plan: Plan,
  { settings = {}, ...job }: RemovalJob = {},
): Promise<MatteResult> {
  completeFinishSettings(settings);
  const result = await makeMatte(image, segmenter, plan, job);
  job.onStage?.('finish', 0);
  const matte = await finishCutout(image, result.matte, settings, {
    signal: job.signal,
    checkpoint: job.checkpoint,
    onProgress: done => job.onStage?.('finish', done),
  });
  return { ...result, matte };
}
