import type { Job } from '../pipeline/job.ts';

/** A job for a part of the work, which is reported as going from one share of all to another. */
export function partOf(job: Job, from: number, to: number): Job {
  return { ...job, onProgress: done => job.onProgress?.(from + done * (to - from)) };
}

/** The same job for what is too short to be reported. */
export function silent({ signal, checkpoint }: Job): Job {
  return { signal, checkpoint };
}
