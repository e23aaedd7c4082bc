import type { CutoutClient } from '../engine/cutout.api.ts';
import { CATALOG } from '../engine/model-catalog.ts';
import { planHere } from '../engine/plan-here.ts';
import type { StudioClient } from '../engine/studio.api.ts';
import { createBrowserStorage } from '../storage/browser-storage.ts';
import { readPlace, writePlace } from '../storage/tab-memory.ts';
import { newId } from './new-id.ts';
import { createThumbnailPainter } from './thumbnails.ts';
import type { WorkspaceStore } from './use-workspace.ts';
import { createWorkspace } from './workspace-store.ts';

/** The workspace of this tab in this browser. `resume()` brings back what the tab had open. */
export function openWorkspace(client: CutoutClient, studio: StudioClient): WorkspaceStore {
  return createWorkspace({
    client,
    studio,
    storage: createBrowserStorage(newId),
    thumbnails: createThumbnailPainter(),
    tab: { read: readPlace, write: writePlace },
    urls: URL,
    fetch: (url, init) => fetch(url, init),
    newId,
    models: CATALOG.map(({ id }) => id),
    plan: planHere(),
  });
}
