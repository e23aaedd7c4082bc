import { type Outcome, unpacked } from '@backgroundfx/core';
import type { BackdropClient, BackdropWorkerApi, DrawnPrompt } from './backdrop.api.ts';
import { createWorkerHost } from './worker-host.ts';

const IDLE_MS = 30_000;
const START_TIMEOUT_MS = 30_000;
/** Twice the size at which they are shown, for dense screens. */
const THUMBNAIL = { width: 144, height: 116 } as const;

/** The page's way to the worker that draws backgrounds to choose from. It is started by the first call. */
export function createBackdropClient(): BackdropClient {
  const host = createWorkerHost<BackdropWorkerApi>({
    start: name => new Worker(new URL('./backdrop.worker.ts', import.meta.url), { type: 'module', name }),
    idleMs: IDLE_MS,
    startTimeoutMs: START_TIMEOUT_MS,
  });
  const thumbnails = new Map<string, Promise<ImageBitmap>>();

  async function draw(id: string): Promise<ImageBitmap> {
    return unpacked(await host.run(api => api.library(id, THUMBNAIL) as Promise<Outcome<ImageBitmap>>));
  }

  return {
    thumbnail(id) {
      const known = thumbnails.get(id);
      if (known) return known;
      const drawn = draw(id);
      thumbnails.set(id, drawn);
      // The next call tries again.
      drawn.catch(() => thumbnails.delete(id));
      return drawn;
    },
    prompt: async (request, size, signal) =>
      unpacked(await host.run(api => api.prompt(request, size) as Promise<Outcome<DrawnPrompt>>, signal)),
    dispose() {
      host.stop();
      for (const drawn of thumbnails.values()) drawn.then(image => image.close()).catch(() => undefined);
      thumbnails.clear();
    },
  };
}
