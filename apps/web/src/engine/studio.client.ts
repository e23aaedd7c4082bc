import { EngineError, type Outcome, throwIfCancelled, unpacked } from '@backgroundfx/core';
import type { Remote } from 'comlink';
import { closeFrame } from './close-frame.ts';
import { createStopFlag, raise, type StopFlag } from './stop-flag.ts';
import type {
  StageFrame,
  StageOriginal,
  StudioClient,
  StudioWorkerApi,
  WholeLayers,
  WholePicture,
} from './studio.api.ts';
import { createWorkerHost } from './worker-host.ts';

/** It holds the open picture and no network: kept while somebody looks at what was done. */
const IDLE_MS = 600_000;
const START_TIMEOUT_MS = 30_000;
/** A call that was told to stop and has not by then is stuck: its worker is ended. */
const STOP_TIMEOUT_MS = 4_000;

/** The page's way to the worker that draws the open picture. It is started by the first call. */
export function createStudioClient(): StudioClient {
  const host = createWorkerHost<StudioWorkerApi>({
    start: name => new Worker(new URL('./studio.worker.ts', import.meta.url), { type: 'module', name }),
    idleMs: IDLE_MS,
    startTimeoutMs: START_TIMEOUT_MS,
  });

  /** Runs a call; an abort gives up on it at once, and tells the worker to stop instead of ending it. */
  async function run<T>(
    job: (api: Remote<StudioWorkerApi>, stop: StopFlag | undefined) => Promise<unknown>,
    signal: AbortSignal | undefined,
    letGo: (unwanted: T) => void = () => undefined,
  ): Promise<T> {
    throwIfCancelled(signal);
    const stop = createStopFlag();
    const giveUp = new AbortController();
    let isRunning = false;
    const turn = host.run(api => {
      isRunning = true;
      return job(api, stop) as Promise<Outcome<T>>;
    }, giveUp.signal);
    if (!signal) return unpacked(await turn);
    let isOver = false;
    const over = () => (isOver = true);
    turn.then(over, over);
    let reject: (error: EngineError) => void = () => undefined;
    const aborted = new Promise<never>((_, fail) => {
      reject = fail;
    });
    const abort = () => {
      if (isOver) return;
      raise(stop);
      // It may be over all the same: then nobody takes what came of it.
      turn.then(
        outcome => outcome.ok && letGo(outcome.value),
        () => undefined,
      );
      reject(new EngineError('cancelled', 'Cancelled', { cause: signal.reason }));
      if (!isRunning || !stop) return giveUp.abort();
      const stuck = setTimeout(() => giveUp.abort(), STOP_TIMEOUT_MS);
      const settled = () => clearTimeout(stuck);
      turn.then(settled, settled);
    };
    signal.addEventListener('abort', abort, { once: true });
    try {
      return unpacked(await Promise.race([turn, aborted]));
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  return {
    original: (file, pixels, signal) =>
      run<StageOriginal>(
        (api, stop) => api.original(file, pixels, stop),
        signal,
        ({ bitmap }) => bitmap.close(),
      ),
    glance: (file, pixels, signal) =>
      run<StageOriginal>(
        (api, stop) => api.glance(file, pixels, stop),
        signal,
        ({ bitmap }) => bitmap.close(),
      ),
    warm: (file, signal) => run<void>((api, stop) => api.warm(file, stop), signal),
    frame: (request, pixels, signal) =>
      run<StageFrame>((api, stop) => api.frame(request, pixels, stop), signal, closeFrame),
    whole: (request, signal) => run<WholePicture>((api, stop) => api.whole(request, stop), signal),
    layers: (request, signal) => run<WholeLayers>((api, stop) => api.layers(request, stop), signal),
    matte: (request, signal) => run<Blob>((api, stop) => api.matte(request, stop), signal),
    dispose: () => host.stop(),
  };
}
