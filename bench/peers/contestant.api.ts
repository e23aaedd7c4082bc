import type { Quality } from '@backgroundfx/core';

/** Types only: what the referee and a contestant's process say to each other. Pictures stay in files. */

export interface CutoutCall {
  /** Path of a JPEG file. */
  readonly picture: string;
  /** A contestant that knows no levels ignores it. */
  readonly quality: Quality;
  /** Where to leave the PNG, after the clock has stopped. */
  readonly keep?: string;
}

export interface CutoutTiming {
  /** From the JPEG file on disk to the PNG's bytes in memory, milliseconds. */
  readonly ms: number;
  /** Processor time the process used since its last answer, as a share of one core: what it takes from the other one. */
  readonly idleShare: number;
}
