import { EngineError, invalidModel, type Outcome, unpacked } from '@backgroundfx/core';
import type { Remote } from 'comlink';
import type { HostedApi } from './hosted.api.ts';
import type { WorkerHost } from './worker-host.ts';

/** No network that one would wait for takes this long for one small picture, its opening included. */
const PATIENCE_MS = 60_000;

/**
 * Lets a worker do something to a model that may do anything to the worker. A worker that does not come back in time, or
 * not at all, is ended, and the model is to blame.
 * @throws EngineError `invalid_model` (`timeout`, `crashed`, `memory`, or what the work says), `cancelled`
 */
export async function trial<Api extends HostedApi, T>(
  host: WorkerHost<Api>,
  work: (api: Remote<Api>) => Promise<Outcome<T>>,
  signal?: AbortSignal,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const end = new AbortController();
  let isLate = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cancel = () => end.abort(signal?.reason);
  if (signal?.aborted) cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const answer = await host.run(api => {
      // From here on: a job that is before it in the queue does not count.
      timer = setTimeout(() => {
        isLate = true;
        end.abort();
      }, patienceMs);
      return work(api);
    }, end.signal);
    return unpacked(answer);
  } catch (error) {
    // A worker's memory never shrinks: the next job could not have it.
    if (error instanceof EngineError && error.code === 'out_of_memory') host.stop();
    throw isLate ? invalidModel('timeout', `It took longer than ${patienceMs / 1000} s`) : blamed(error);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  }
}

function blamed(error: unknown): unknown {
  if (!(error instanceof EngineError)) return error;
  if (error.code === 'worker_died') return invalidModel('crashed', error.message, {}, error);
  if (error.code === 'out_of_memory') return invalidModel('memory', error.message, {}, error);
  return error;
}
