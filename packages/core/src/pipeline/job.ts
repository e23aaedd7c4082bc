import { throwIfCancelled } from '../errors.ts';

/** What every long call of the engine takes beside its arguments. */
export interface Job {
  /** Firing it ends the call with EngineError `cancelled` at the next step. */
  readonly signal?: AbortSignal | undefined;
  /** Share of this call's work that is done, 0..1, never falling. */
  readonly onProgress?: ((done: number) => void) | undefined;
  /**
   * Called between steps: here the host may deliver messages and fire timers, or stop the call by throwing `EngineError`
   * `cancelled` (for hosts that hear of a cancel in another way than by a signal). Without it the call runs through.
   */
  readonly checkpoint?: (() => Promise<void>) | undefined;
}

/** To be awaited between two steps of a long call: reports, gives way, and stops if asked to. */
export async function step(job: Job, done: number): Promise<void> {
  job.onProgress?.(done);
  await job.checkpoint?.();
  throwIfCancelled(job.signal);
}
