import type { Segmenter } from '@backgroundfx/core';
import type { PictureLimits } from '../../platform/pictures/picture-file.ts';

/** What the job of one picture needs from its thread. */
export interface JobContext {
  readonly segmenter: Segmenter;
  readonly limits: PictureLimits;
  /** Called between steps; stops the job by throwing. */
  readonly checkpoint: () => Promise<void>;
}
