import { type Outcome, unpacked } from '@backgroundfx/core';
import { proxy, type Remote } from 'comlink';
import { type ChosenModel, modelKey } from './chosen-model.ts';
import type {
  CoarseMatte,
  CutoutClient,
  CutoutProgress,
  CutoutWorkerApi,
  FindListener,
  FindOptions,
  FoundSubject,
  InspectedModel,
} from './cutout.api.ts';
import { type EstimatedModel, estimateJob, timesName, withDownload } from './job-estimate.ts';
import { createJobProgress } from './job-progress.ts';
import { CATALOG, catalogEntry, entryOf } from './model-catalog.ts';
import { createModelPlaces, firstKept } from './model-places.ts';
import { createStageTimes } from './stage-times.ts';
import { trial } from './trial.ts';
import { createWorkerHost } from './worker-host.ts';

const IDLE_MS = 60_000;
const START_TIMEOUT_MS = 30_000;
const TICK_MS = 250;

interface Listening {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: CutoutProgress) => void) | undefined;
  readonly onDraft?: ((coarse: CoarseMatte) => void) | undefined;
}

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
  const estimate = (model: ChosenModel, quality: FindOptions['quality']) =>
    estimateJob(estimated(model), quality, times, known);

  async function find(
    file: Blob,
    { model, quality }: FindOptions,
    { signal, onProgress, onDraft }: Listening,
  ): Promise<FoundSubject> {
    const { stages, learned, usualShare } = estimate(model, quality);
    const expected = (await isHere(model)) ? stages : withDownload(stages);
    // Reports come over a channel of their own, and can arrive after the answer.
    let settled = false;
    const tell = (next: CutoutProgress) => {
      if (!settled) onProgress?.(next);
    };
    // From here on, not from when the worker is there: its start is a part of the wait.
    const progress = createJobProgress(expected, learned, () => performance.now() / 1000, usualShare);
    const timer = setInterval(() => tell(progress.tick()), TICK_MS);
    const listener: FindListener = {
      stage: event => tell(progress.report(event)),
      draft: coarse => onDraft?.(coarse),
    };
    const look = (api: Remote<CutoutWorkerApi>) =>
      api.find(file, { model, quality }, proxy(listener)) as Promise<Outcome<FoundSubject>>;
    try {
      const found = unpacked(await host.run(look, signal));
      times.learn(timesName(estimated(model), quality), found.stageSeconds);
      return found;
    } finally {
      settled = true;
      clearInterval(timer);
    }
  }

  return {
    find: (file, options) => find(file, options, options),
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
