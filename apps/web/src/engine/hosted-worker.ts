import { EngineError } from '@backgroundfx/core';
import { type Remote, releaseProxy, wrap } from 'comlink';
import type { HostedApi } from './hosted.api.ts';
import { workerDeath } from './liveness-lock.ts';
import { planHere } from './plan-here.ts';
import { createStopFlag, raise } from './stop-flag.ts';

/** A worker from its start to its end. */
export interface HostedWorker<Api> {
  readonly api: Remote<Api>;
  /** Resolves when it has said hello. */
  readonly ready: Promise<void>;
  /** Rejects with `worker_died` when it is gone, for whatever reason; never resolves. */
  readonly death: Promise<never>;
  /** Ends it: what it does stops within half a second where there is shared memory, within two elsewhere. */
  end(reason: string): void;
}

let counter = 0;

/** Starts a worker and watches it. @throws EngineError `worker_died` when the browser refuses to make one. */
export function startHostedWorker<Api extends HostedApi>(options: {
  readonly start: (name: string) => Worker;
  readonly startTimeoutMs: number;
}): HostedWorker<Api> {
  const name = `backgroundfx-worker-${crypto.getRandomValues(new Uint32Array(2)).join('-')}-${++counter}`;
  const watch = new AbortController();
  const flag = createStopFlag();
  let reject: (error: EngineError) => void = () => undefined;
  const death = new Promise<never>((_, fail) => {
    reject = fail;
  });
  death.catch(() => undefined);

  const worker = construct(options.start, name);
  const api = wrap<Api>(worker);
  const die = (reason: string) => {
    if (watch.signal.aborted) return;
    watch.abort();
    clearTimeout(startTimer);
    raise(flag);
    api[releaseProxy]();
    worker.terminate();
    reject(new EngineError('worker_died', `The engine's worker ended: ${reason}`, { details: { reason } }));
  };
  const startTimer = setTimeout(() => die('it did not start in time'), options.startTimeoutMs);
  const { signal } = watch;
  worker.addEventListener('error', event => die(event.message || 'it failed to load'), { signal });
  worker.addEventListener('messageerror', () => die('it sent something unreadable'), { signal });
  const hello = api.hello as unknown as HostedApi['hello'];
  const ready = hello(flag, planHere()).then(
    () => {
      clearTimeout(startTimer);
      void workerDeath(name, signal).then(() => die('it was gone'));
    },
    error => die(`it refused to start: ${error}`),
  );
  return { api, ready, death, end: die };
}

function construct(start: (name: string) => Worker, name: string): Worker {
  try {
    return start(name);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EngineError('worker_died', `The engine's worker could not be made: ${reason}`, {
      cause,
      details: { reason },
    });
  }
}
