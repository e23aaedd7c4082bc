import { type Outcome, unpacked } from '@backgroundfx/core';
import type { DrawnCutout, EdgeClient, EdgeWorkerApi } from './edges.api.ts';
import { createWorkerHost } from './worker-host.ts';

/** It holds a picture and no network: cheap to keep while somebody looks at what a slider did. */
const IDLE_MS = 120_000;
const START_TIMEOUT_MS = 30_000;

/** The page's way to the worker that draws edges anew. It is started by the first call. */
export function createEdgeClient(): EdgeClient {
  const host = createWorkerHost<EdgeWorkerApi>({
    start: name => new Worker(new URL('./edges.worker.ts', import.meta.url), { type: 'module', name }),
    idleMs: IDLE_MS,
    startTimeoutMs: START_TIMEOUT_MS,
  });
  return {
    draft: async (source, settings, signal) =>
      unpacked(await host.run(api => api.draft(source, settings) as Promise<Outcome<ImageBitmap>>, signal)),
    whole: async (source, settings, signal) =>
      unpacked(await host.run(api => api.whole(source, settings) as Promise<Outcome<DrawnCutout>>, signal)),
    dispose: () => host.stop(),
  };
}
