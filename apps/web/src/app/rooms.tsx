import { lazy } from 'react';
import { lazyCode } from '../ui/lazy-code.ts';

// Parts of the page that are fetched when they are needed: the start shows without any of them.

const importEditor = () => import('./EditorPage.tsx');

/** The one part whose absence is the page's own trouble: `RoomBoundary` tells of it. */
export const EditorPage = lazy(async () => ({ default: (await importEditor()).EditorPage }));
export const serverDialog = lazyCode(async () => (await import('../editor/ServerDialog.tsx')).ServerDialog);
export const offlineDialog = lazyCode(
  async () => (await import('../pwa-ui/OfflineDialog.tsx')).OfflineDialog,
);
export const startCorner = lazyCode(async () => (await import('./StartExtras.tsx')).StartCorner);
export const startRecent = lazyCode(async () => (await import('./StartExtras.tsx')).StartRecent);

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
