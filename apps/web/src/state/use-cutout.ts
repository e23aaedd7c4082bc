import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { CutoutState } from './cutout-state.ts';
import type { CutoutStore } from './cutout-store.ts';

export const CutoutStoreContext = createContext<CutoutStore | null>(null);

/** What a selector picks from the store; renders again when that changes. */
export function useCutout<T>(select: (state: CutoutState) => T): T {
  const store = useContext(CutoutStoreContext);
  if (!store) throw new Error('useCutout needs a CutoutStoreContext around it');
  return useStore(store, select);
}
