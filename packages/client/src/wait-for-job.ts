import { dataOf } from './api-problem.ts';
import type { ApiClient } from './client.ts';
import type { components } from './generated/schema.ts';
import { sleep } from './sleep.ts';

export type Job = components['schemas']['BatchJob'];

export interface WaitSettings {
  readonly signal?: AbortSignal;
  /** Told of the job whenever it was asked for. */
  readonly onProgress?: (job: Job) => void;
  /** Between two questions: the first wait and the longest, milliseconds. */
  readonly waitsMs?: { readonly first: number; readonly longest: number };
}

const WAITS = { first: 250, longest: 5000 };
const GROWTH = 1.5;

/**
 * Asks for a job until it is over, less and less often; asking costs nothing. Resolves also when it has failed: see `status`.
 * @throws ApiProblem; the signal's reason
 */
export async function waitForJob(
  client: ApiClient,
  jobId: string,
  { signal, onProgress, waitsMs = WAITS }: WaitSettings = {},
): Promise<Job> {
  for (let ms = waitsMs.first; ; ms = Math.min(waitsMs.longest, ms * GROWTH)) {
    const options = { params: { path: { jobId } }, ...(signal && { signal }) };
    const job = await dataOf(client.GET('/process/jobs/{jobId}', options));
    onProgress?.(job);
    if (job.status === 'completed' || job.status === 'failed') return job;
    await sleep(ms, signal);
  }
}
