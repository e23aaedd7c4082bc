import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { EngineError, findVariant, type ModelEntry } from '@backgroundfx/core';
import type { Logger } from 'pino';
import type { PictureLimits } from '../../platform/pictures/picture-file.ts';
import { STOP_WITHIN_MS } from '../../platform/shutdown.ts';
import { awaitModel } from './await-model.ts';
import type { CatalogueNetwork, CutoutFacts, CutoutPool, CutoutRun, CutoutTask } from './cutout.api.ts';
import type { EngineSettings } from './engine-settings.ts';
import { type EngineThreads, startEngineThreads } from './engine-threads.ts';
import { checkModelFiles, networkFile, OWN_VARIANT } from './model-files.ts';

export interface CutoutPoolOptions extends EngineSettings, PictureLimits {
  /** The network that every thread has open. */
  readonly model: ModelEntry;
  /** Folder that holds the model's files. */
  readonly modelsDir: string;
  readonly log: Logger;
  /** How long tasks under way may go on once the pool is disposed of. */
  readonly finishWithinMs?: number;
  /** Time between two tries to load a network that a thread could not load. */
  readonly retryAfterMs?: number;
  /** Memory that must be available for a float graph to be opened, bytes. */
  readonly floatRoomBytes?: number;
  /** Is told of every task that a thread has done with. */
  readonly onRun?: (run: CutoutRun) => void;
  /** Another entry for the threads, for tests. */
  readonly threadFile?: string;
}

/** A task on its way. */
interface Job {
  readonly task: CutoutTask;
  readonly stop: Int32Array<SharedArrayBuffer>;
  settle(result: CutoutFacts | Error): void;
}

const RETRY_AFTER_MS = 5000;
/** ISNet in float takes 850 MB more at its best size; a process that the system ends for its memory answers nobody. */
const FLOAT_ROOM_BYTES = 1_200_000_000;
const THREAD_FILE = fileURLToPath(new URL('./cutout.worker.mjs', import.meta.url));

/**
 * Starts engine threads and loads the network into each; tasks may come at once and wait for that. Every thread runs the
 * network once before it counts as ready: the memory that runs need is taken then, and a model that does not run is found
 * out before a client finds it out.
 */
export function createCutoutPool(options: CutoutPoolOptions): CutoutPool {
  const { model, modelsDir, workers, log } = options;
  const { finishWithinMs = STOP_WITHIN_MS, retryAfterMs = RETRY_AFTER_MS } = options;
  const { floatRoomBytes = FLOAT_ROOM_BYTES } = options;
  const own = networkFile(model, OWN_VARIANT, modelsDir);
  const line: Job[] = [];
  const running = new Map<Job, Promise<void>>();
  let threads: EngineThreads | undefined;
  let state: CutoutPool['state'] = 'loading';
  let closing: Promise<void> | undefined;
  let recovering: Promise<void> | undefined;
  const ending = new AbortController();

  const opening = openThreads(options, own).then(
    opened => {
      threads = opened;
      state = 'ready';
      startNext();
    },
    (error: unknown) => {
      state = 'failed';
      log.error({ err: error }, 'the model cannot be used');
      for (const job of line.splice(0)) job.settle(modelUnavailable());
    },
  );

  function startNext(): void {
    while (threads && running.size < workers) {
      const job = line.shift();
      if (!job) return;
      // The thread is given on before the result is, so that whoever gets that finds a free place.
      const began = performance.now();
      const run = work(job, threads, hasRoomForFloat()).then(result => {
        running.delete(job);
        options.onRun?.({
          ...outcomeOf(job.task, result, model),
          seconds: (performance.now() - began) / 1000,
        });
        if (result instanceof EngineError && result.details.network === own.key) loseModel(result);
        startNext();
        job.settle(result);
      });
      running.set(job, run);
    }
  }

  /** Beside the tasks under way that may not have taken theirs yet. */
  function hasRoomForFloat(): boolean {
    const others = [...running.keys()].filter(({ task }) => asksForFloat(task)).length;
    return process.availableMemory() >= floatRoomBytes * (others + 1);
  }

  /** A thread that took a dead one's place could not load the network. */
  function loseModel(error: EngineError): void {
    if (!threads || state !== 'ready') return;
    state = 'failed';
    log.error({ err: error }, 'the model can no longer be used');
    recovering = awaitModel(threads, retryAfterMs, ending.signal).then(back => {
      if (!back) return;
      state = 'ready';
      log.info('the model can be used again');
    });
  }

  async function close(): Promise<void> {
    ending.abort();
    for (const job of line.splice(0)) job.settle(cancelled());
    await opening;
    const deadline = setTimeout(() => {
      for (const { stop } of running.keys()) Atomics.store(stop, 0, 1);
    }, finishWithinMs);
    await Promise.all(running.values());
    clearTimeout(deadline);
    await recovering;
    await threads?.end();
  }

  return {
    get state() {
      return state;
    },
    get load() {
      return { busy: running.size, waiting: line.length };
    },
    run: (task, signal) =>
      new Promise((resolve, reject) => {
        if (closing || signal?.aborted) throw cancelled(signal?.reason);
        if (state === 'failed') throw modelUnavailable();
        const job: Job = {
          task,
          stop: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
          settle(result) {
            signal?.removeEventListener('abort', giveUp);
            if (result instanceof Error) reject(result);
            else resolve(result);
          },
        };
        const giveUp = () => {
          Atomics.store(job.stop, 0, 1);
          const place = line.indexOf(job);
          if (place >= 0) line.splice(place, 1);
          job.settle(cancelled(signal?.reason));
        };
        signal?.addEventListener('abort', giveUp, { once: true });
        line.push(job);
        startNext();
      }),
    dispose() {
      closing ??= close();
      return closing;
    },
  };
}

async function openThreads(options: CutoutPoolOptions, own: CatalogueNetwork): Promise<EngineThreads> {
  const { model, modelsDir, workers, threads: threadsOfARun, maxPixels, log } = options;
  await checkModelFiles(findVariant(model, OWN_VARIANT), modelsDir);
  const threads = startEngineThreads({
    file: options.threadFile ?? THREAD_FILE,
    count: workers,
    settings: { network: own, modelsDir, threads: threadsOfARun, maxPixels },
    log,
  });
  try {
    await threads.warmUp();
    return threads;
  } catch (error) {
    await threads.end();
    throw error;
  }
}

/** Does not reject. What is not a finished result that somebody wants does not stay on the disk. */
async function work(
  { task, stop }: Job,
  threads: EngineThreads,
  hasRoomForFloat: boolean,
): Promise<CutoutFacts | Error> {
  const result = await threads.cutOut({ task, hasRoomForFloat, stop }).catch((error: Error) => error);
  const unwanted = Atomics.load(stop, 0) !== 0;
  if (unwanted || result instanceof Error) await discard(task);
  return unwanted ? cancelled() : result;
}

function outcomeOf(
  { networks, quality }: CutoutTask,
  result: CutoutFacts | Error,
  own: ModelEntry,
): Omit<CutoutRun, 'seconds'> {
  const network = networks?.main;
  const custom = network !== undefined && !('model' in network);
  const model = custom ? 'custom' : (network?.model.id ?? own.id);
  if (result instanceof EngineError) return { model, quality, outcome: result.code };
  if (result instanceof Error) return { model, quality, outcome: 'internal' };
  return { model, quality, outcome: result.hasForeground ? 'done' : 'no_foreground' };
}

function asksForFloat({ quality, networks }: CutoutTask): boolean {
  return quality === 'ultra' && typeof networks?.float === 'object';
}

async function discard({ target, mask }: CutoutTask): Promise<void> {
  const paths = mask === undefined ? [target] : [target, mask];
  // What cannot be deleted lies in a folder that its owner removes.
  await Promise.all(paths.map(path => rm(path, { force: true }).catch(() => undefined)));
}

function cancelled(cause?: unknown): EngineError {
  return new EngineError('cancelled', 'Cancelled', { cause });
}

function modelUnavailable(): EngineError {
  return new EngineError('model_unavailable', 'The model cannot be used');
}
