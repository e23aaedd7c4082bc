import type { StoreApi } from 'zustand/vanilla';
import type { CutoutClient } from '../engine/cutout.api.ts';
import type { DevicePlan } from '../engine/device-plan.ts';
import type { StudioClient } from '../engine/studio.api.ts';
import type { WorkspaceStorage } from '../storage/workspace-storage.ts';
import type { Outbox } from './outbox.ts';
import type { ThumbnailPainter } from './thumbnails.ts';
import type { PictureItem, WorkspaceState } from './workspace-state.ts';

/** What a tab remembers of itself over a reload. */
export interface TabMemory {
  read(): { readonly projectId: string; readonly pictureId: string | null } | null;
  write(place: { readonly projectId: string; readonly pictureId: string | null } | null): void;
}

export interface WorkspaceDeps {
  readonly client: CutoutClient;
  readonly studio: StudioClient;
  readonly storage: WorkspaceStorage;
  readonly thumbnails: ThumbnailPainter;
  readonly tab: TabMemory;
  readonly urls: Pick<typeof URL, 'createObjectURL' | 'revokeObjectURL'>;
  readonly fetch: (url: string, init: { signal: AbortSignal }) => Promise<Response>;
  readonly newId: () => string;
  /** Ids of the catalogue's networks. */
  readonly models: readonly string[];
  readonly plan: Pick<DevicePlan, 'previewPixels' | 'stagePixels'>;
}

/** What the rooms of the workspace work on together. */
export interface Desk extends WorkspaceDeps {
  readonly set: StoreApi<WorkspaceState>['setState'];
  readonly get: StoreApi<WorkspaceState>['getState'];
  readonly outbox: Outbox;
}

export function pictureOf({ get }: Pick<Desk, 'get'>, id: string | null): PictureItem | undefined {
  return get().pictures.find(picture => picture.id === id);
}

/** Replaces a picture of the open project; one that is not in it any more stays away. */
export function changePicture(
  { get, set }: Pick<Desk, 'get' | 'set'>,
  id: string,
  changes: Partial<PictureItem>,
): void {
  if (!pictureOf({ get }, id)) return;
  set({
    pictures: get().pictures.map(picture => (picture.id === id ? { ...picture, ...changes } : picture)),
  });
}
