import { type ComponentType, lazy } from 'react';

/** Parts of the page that are fetched when they are needed: the start shows without any of them. */
function room<Props>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => ({ default: await load() }));
}

const importEditor = () => import('./EditorPage.tsx');

export const EditorPage = room(async () => (await importEditor()).EditorPage);
export const ServerDialog = room(async () => (await import('../editor/ServerDialog.tsx')).ServerDialog);
export const OfflineDialog = room(async () => (await import('../pwa-ui/OfflineDialog.tsx')).OfflineDialog);
export const StartCorner = room(async () => (await import('./StartExtras.tsx')).StartCorner);
export const StartRecent = room(async () => (await import('./StartExtras.tsx')).StartRecent);

/** Fetches the editor while somebody makes up their mind: a pointer that moves or a key are signs enough. */
export function fetchEditorSoon(): () => void {
  const signs = ['pointermove', 'pointerdown', 'keydown', 'dragenter'] as const;
  const stop = new AbortController();
  const fetchIt = () => {
    stop.abort();
    // Who comes too late, or without a connection, is told when the editor is asked for.
    void importEditor().catch(() => undefined);
  };
  for (const sign of signs) window.addEventListener(sign, fetchIt, { signal: stop.signal });
  return () => stop.abort();
}
