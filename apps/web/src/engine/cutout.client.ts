import { variantBytes, variantFiles } from '@backgroundfx/core';
import { proxy, type Remote } from 'comlink';
import { areKept } from '../storage/model-store.ts';
import type {
  CutoutClient,
  CutoutProgress,
  CutoutResult,
  CutoutWorkerApi,
  Outcome,
  StageEvent,
} from './cutout.api.ts';
import { DEFAULT_MODEL } from './default-model.ts';
import { createJobProgress } from './job-progress.ts';
import { createStageTimes } from './stage-times.ts';
import { unpacked } from './wire.ts';
import { createWorkerHost } from './worker-host.ts';

const IDLE_MS = 60_000;
const START_TIMEOUT_MS = 30_000;
const TICK_MS = 100;

/** The page's way to the engine. One worker, started by the first job. */
export function createCutoutClient(): CutoutClient {
  const host = createWorkerHost<CutoutWorkerApi>({
    start: name => new Worker(new URL('./cutout.worker.ts', import.meta.url), { type: 'module', name }),
    idleMs: IDLE_MS,
    startTimeoutMs: START_TIMEOUT_MS,
  });
  const times = createStageTimes(localStorageOrNothing());

  return {
    async cutout(file, { signal, onProgress, quality }) {
      const needsDownload = (await keptVariant()) === undefined;
      const { seconds, learned } = times.expect(quality, needsDownload);
      let timer: ReturnType<typeof setInterval> | undefined;
      // Reports come over a channel of their own, and can arrive after the answer.
      let settled = false;
      const tell = (next: CutoutProgress) => {
        if (!settled) onProgress?.(next);
      };
      const work = (api: Remote<CutoutWorkerApi>) => {
        const progress = createJobProgress(seconds, learned, () => performance.now() / 1000);
        timer = setInterval(() => tell(progress.tick()), TICK_MS);
        const listen = (event: StageEvent) => tell(progress.report(event));
        return api.cutout(file, { quality }, proxy(listen)) as Promise<Outcome<CutoutResult>>;
      };
      try {
        const result = unpacked(await host.run(work, signal));
        times.learn(quality, result.stageSeconds);
        return result;
      } finally {
        settled = true;
        clearInterval(timer);
      }
    },
    async modelState() {
      const kept = await keptVariant();
      const shown = kept ?? DEFAULT_MODEL.variants.find(v => v.device === 'cpu');
      const totalBytes = shown ? variantBytes(shown) : 0;
      return { state: kept ? 'ready' : 'absent', totalBytes, displayName: DEFAULT_MODEL.displayName };
    },
    dispose: () => host.stop(),
  };
}

/** A variant of the model whose files are all on this device. */
async function keptVariant() {
  for (const variant of DEFAULT_MODEL.variants) if (await areKept(variantFiles(variant))) return variant;
  return undefined;
}

function localStorageOrNothing(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
