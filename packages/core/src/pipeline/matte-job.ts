import type { FloatMatte } from '../raster/planes.ts';
import type { Job } from './job.ts';

/** The steps of `makeMatte`, in order. */
export type MatteStage = 'prepare' | 'infer' | 'refine';

/** A job whose progress says which step it belongs to; `done` is the share of that step. */
export interface MatteJob extends Omit<Job, 'onProgress'> {
  readonly onStage?: ((stage: MatteStage, done: number) => void) | undefined;
  /**
   * Given the matte of the first look, of the network's size and not refined: something to show while the rest is made. The
   * matte is the receiver's.
   */
  readonly onDraft?: ((coarse: FloatMatte) => void) | undefined;
  /** The classes that count as the subject, for a network that tells some apart; all that it knows unless told. */
  readonly classes?: readonly string[] | undefined;
}
