import { type Outcome, unpacked } from '@backgroundfx/core';
import { proxy, type Remote } from 'comlink';
import { type ChosenModel, modelKey } from './chosen-model.ts';
import type {
  CutoutClient,
  CutoutOptions,
  CutoutProgress,
  CutoutResult,
  CutoutWorkerApi,
  InspectedModel,
  StageEvent,
} from './cutout.api.ts';
import { type EstimatedModel, estimateJob, timesName } from './job-estimate.ts';
import { createJobProgress } from './job-progress.ts';
import { CATALOG, catalogEntry, entryOf } from './model-catalog.ts';
import { createModelPlaces, firstKept } from './model-places.ts';
import { createStageTimes } from './stage-times.ts';
import { trial } from './trial.ts';
import { createWorkerHost } from './worker-host.ts';

const IDLE_MS = 60_000;
const START_TIMEOUT_MS = 30_000;
const TICK_MS = 100;
/** What a download is expected to take; only the proportions of the progress bar hang on it. */
const DOWNLOAD_SECONDS = 20;

/** The page's way to the engine. One worker, started by the first job. */
export function createCutoutClient(): CutoutClient {
  const host = createWorkerHost<CutoutWorkerApi>({
    start: name => new Worker(new URL('./cutout.worker.ts', import.meta.url), { type: 'module', name }),
    idleMs: IDLE_MS,
    startTimeoutMs: START_TIMEOUT_MS,
  });
  const times = createStageTimes(localStorageOrNothing());
  const places = createModelPlaces();
  const known = {
    models: CATALOG.map(({ id }) => estimated({ kind: 'catalog', id })),
    threads: threadsOfARun(),
  };
  const estimate = (model: ChosenModel, quality: CutoutOptions['quality']) =>
    estimateJob(estimated(model), quality, times, known);

  return {
    async cutout(file, { signal, onProgress, ...options }) {
      const { quality, model } = options;
      const { stages, learned } = estimate(model, quality);
      const download = (await isHere(model)) ? 0 : DOWNLOAD_SECONDS;
      let timer: ReturnType<typeof setInterval> | undefined;
      // Reports come over a channel of their own, and can arrive after the answer.
      let settled = false;
      const tell = (next: CutoutProgress) => {
        if (!settled) onProgress?.(next);
      };
      const work = (api: Remote<CutoutWorkerApi>) => {
        const expected = { ...stages, download };
        const progress = createJobProgress(expected, learned, () => performance.now() / 1000);
        timer = setInterval(() => tell(progress.tick()), TICK_MS);
        const listen = (event: StageEvent) => tell(progress.report(event));
        return api.cutout(file, options, proxy(listen)) as Promise<Outcome<CutoutResult>>;
      };
      try {
        const result = unpacked(await host.run(work, signal));
        times.learn(timesName(estimated(model), quality), result.stageSeconds);
        return result;
      } finally {
        settled = true;
        clearInterval(timer);
      }
    },
    inspectModel: (file, signal) =>
      trial(host, api => api.inspectModel(file) as Promise<Outcome<InspectedModel>>, signal),
    tryModel: (model, signal) => trial(host, api => api.tryModel(model) as Promise<Outcome<void>>, signal),
    models: ask => (ask ? places.ask() : places.look()),
    expect(model, quality) {
      const { seconds, learned } = estimate(model, quality);
      return { seconds, learned };
    },
    dispose: () => host.stop(),
  };
}

/** As many as the engine takes at most. */
const MOST_THREADS = 8;

/** Without isolation there is no memory to share between threads. */
function threadsOfARun(): number {
  return globalThis.crossOriginIsolated ? Math.min(MOST_THREADS, navigator.hardwareConcurrency) : 1;
}

/** ISNet in float against its 8 bits, in wasm on two cores. */
const FLOAT_FACTOR = 2.3;

function estimated(model: ChosenModel): EstimatedModel {
  const has8Bits =
    model.kind === 'catalog' && catalogEntry(model.id).variants.some(variant => variant.id === 'int8');
  return {
    key: modelKey(model),
    input: entryOf(model).input,
    ultraFactor: has8Bits ? FLOAT_FACTOR : 1,
  };
}

async function isHere(model: ChosenModel): Promise<boolean> {
  return model.kind === 'own' || (await firstKept(catalogEntry(model.id))) !== undefined;
}

function localStorageOrNothing(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
