import { EngineError, type Outcome, throwIfCancelled } from '@backgroundfx/core';
import type { Remote } from 'comlink';
import type { HostedApi } from './hosted.api.ts';
import { type HostedWorker, startHostedWorker } from './hosted-worker.ts';
import { isMissingPart } from './missing-part.ts';

export interface WorkerHostOptions {
  /** Starts a worker under this name (the name is its liveness lock's). */
  readonly start: (name: string) => Worker;
  /** A worker without work for this long is ended, and its memory freed. */
  readonly idleMs: number;
  /** A worker that has not said hello by then counts as dead. */
  readonly startTimeoutMs: number;
}

/** One worker behind a queue. */
export interface WorkerHost<Api extends HostedApi> {
  /**
   * Runs one job at a time, in order. A job that fails, is cancelled or loses its worker does not disturb the next one:
   * that starts a new worker if it must, also after an `Outcome` that lacks a part (see `isMissingPart`). What the job sends must be transferable or clonable; the job says who owns it.
   * @throws EngineError `cancelled` as soon as the signal fires (the worker is ended when the job was running),
   * `worker_died`; and what `job` throws.
   */
  run<T>(job: (api: Remote<Api>) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Ends the worker; a running job rejects with `worker_died`. The host stays usable. */
  stop(): void;
}

/** A host without a worker yet; the first job starts one. */
export function createWorkerHost<Api extends HostedApi>(options: WorkerHostOptions): WorkerHost<Api> {
  let current: HostedWorker<Api> | undefined;
  let idleTimer: ReturnType<typeof setTimeout> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const end = (reason: string) => {
    clearTimeout(idleTimer);
    current?.end(reason);
    current = undefined;
  };

  function workerForJob(): HostedWorker<Api> {
    clearTimeout(idleTimer);
    if (current) return current;
    const started = startHostedWorker<Api>(options);
    // It may die between two jobs, when nobody waits for it: the next job must not get it.
    started.death.catch(() => {
      if (current === started) current = undefined;
    });
    current = started;
    return started;
  }

  async function runNow<T>(
    job: (api: Remote<Api>) => Promise<T>,
    signal: AbortSignal | undefined,
    abort: Promise<never>,
  ): Promise<T> {
    throwIfCancelled(signal);
    const worker = workerForJob();
    try {
      const answer = await Promise.race([worker.ready.then(() => job(worker.api)), worker.death, abort]);
      if (lacksPart(answer)) end('a part of it did not arrive');
      return answer;
    } catch (error) {
      if (signal?.aborted) end('cancelled');
      throw error;
    } finally {
      if (current) idleTimer = setTimeout(() => end('idle'), options.idleMs);
    }
  }

  return {
    async run(job, signal) {
      const abort = abortion(signal);
      const turn = last.then(() => runNow(job, signal, abort.promise));
      last = turn.catch(() => undefined);
      try {
        return await Promise.race([turn, abort.promise]);
      } finally {
        abort.forget();
      }
    },
    stop: () => end('stopped'),
  };
}

function lacksPart(answer: unknown): boolean {
  const outcome = answer as Outcome<unknown> | null | undefined;
  return typeof outcome === 'object' && outcome?.ok === false && isMissingPart(outcome.error);
}

/** A promise that rejects when the signal fires, and a way to stop listening. */
function abortion(signal: AbortSignal | undefined): { promise: Promise<never>; forget: () => void } {
  const listening = new AbortController();
  const promise = new Promise<never>((_, reject) => {
    const fire = () => reject(new EngineError('cancelled', 'Cancelled', { cause: signal?.reason }));
    if (signal?.aborted) fire();
    signal?.addEventListener('abort', fire, { once: true, signal: listening.signal });
  });
  // Whoever races against it hears of it; without a race it is nobody's error.
  promise.catch(() => undefined);
  return { promise, forget: () => listening.abort() };
}
