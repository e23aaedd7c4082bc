import { EngineError, throwIfCancelled } from '@backgroundfx/core';
import { type Remote, releaseProxy, wrap } from 'comlink';
import { createStopBell, ring, type StopBell, workerDeath } from './worker-life.ts';

/** What every hosted worker answers beside its own calls. */
export interface HostedApi {
  /** Resolves once the worker holds its life lock and can take calls. It stops what it does when `bell` is rung. */
  hello(bell: StopBell | undefined): Promise<void>;
}

export interface WorkerHostOptions {
  /** Starts a worker under this name (the name is its life lock's). */
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
   * that starts a new worker if it must. What the job sends must be transferable or clonable; the job says who owns it.
   * @throws EngineError `cancelled` (the worker is ended at once when the job was running), `worker_died`; and what `job` throws.
   */
  run<T>(job: (api: Remote<Api>) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Ends the worker; a running job rejects with `worker_died`. The host stays usable. */
  stop(): void;
}

interface Running<Api> {
  readonly api: Remote<Api>;
  readonly ready: Promise<void>;
  /** Rejects when the worker is gone. */
  readonly death: Promise<never>;
  end(reason: string): void;
}

let counter = 0;

export function createWorkerHost<Api extends HostedApi>(options: WorkerHostOptions): WorkerHost<Api> {
  let running: Running<Api> | undefined;
  let idleTimer: ReturnType<typeof setTimeout> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const end = (reason: string) => {
    clearTimeout(idleTimer);
    running?.end(reason);
    running = undefined;
  };

  async function runNow<T>(
    job: (api: Remote<Api>) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    throwIfCancelled(signal);
    clearTimeout(idleTimer);
    running ??= startWorker<Api>(options);
    const worker = running;
    const abort = abortion(signal);
    try {
      const work = worker.ready.then(() => job(worker.api));
      return await Promise.race([work, worker.death, abort.promise]);
    } catch (error) {
      if (error instanceof EngineError && (error.code === 'cancelled' || error.code === 'worker_died')) {
        worker.end(error.message);
        if (running === worker) running = undefined;
      }
      throw error;
    } finally {
      abort.forget();
      if (running) idleTimer = setTimeout(() => end('idle'), options.idleMs);
    }
  }

  return {
    run(job, signal) {
      const turn = last.then(() => runNow(job, signal));
      last = turn.catch(() => undefined);
      return turn;
    },
    stop: () => end('stopped'),
  };
}

function startWorker<Api extends HostedApi>({ start, startTimeoutMs }: WorkerHostOptions): Running<Api> {
  const name = `backgroundfx-worker-${crypto.getRandomValues(new Uint32Array(2)).join('-')}-${++counter}`;
  const worker = start(name);
  const api = wrap<Api>(worker);
  const watch = new AbortController();
  let ended = false;
  let die: (reason: string) => void = () => undefined;
  const death = new Promise<never>((_, reject) => {
    die = reason => {
      watch.abort();
      clearTimeout(timer);
      reject(new EngineError('worker_died', `The engine's worker ended: ${reason}`));
    };
  });
  // Nobody may be waiting when it dies; the next job starts a new one.
  death.catch(() => undefined);
  const timer = setTimeout(() => die('it did not start in time'), startTimeoutMs);
  worker.addEventListener('error', event => die(event.message || 'it failed to load'), {
    signal: watch.signal,
  });
  worker.addEventListener('messageerror', () => die('it sent something unreadable'), {
    signal: watch.signal,
  });
  const bell = createStopBell();
  const hello = api.hello as unknown as HostedApi['hello'];
  const ready = hello(bell).then(() => {
    clearTimeout(timer);
    void workerDeath(name, watch.signal).then(() => die('it was gone'));
  });
  return {
    api,
    ready,
    death,
    end(reason) {
      if (ended) return;
      ended = true;
      die(reason);
      ring(bell);
      api[releaseProxy]();
      worker.terminate();
    },
  };
}

/** A promise that rejects when the signal fires, and a way to stop listening. */
function abortion(signal: AbortSignal | undefined): { promise: Promise<never>; forget: () => void } {
  const listening = new AbortController();
  const promise = new Promise<never>((_, reject) => {
    signal?.addEventListener(
      'abort',
      () => reject(new EngineError('cancelled', 'Cancelled', { cause: signal.reason })),
      { once: true, signal: listening.signal },
    );
  });
  return { promise, forget: () => listening.abort() };
}
