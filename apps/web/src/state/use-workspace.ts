import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { WorkspaceState } from './workspace-state.ts';

export type WorkspaceStore = StoreApi<WorkspaceState>;

/** The store that the shell made. */
export const WorkspaceContext = createContext<WorkspaceStore | null>(null);

/** A part of the workspace; the component is drawn again when that part is another one. */
export function useWorkspace<T>(selector: (state: WorkspaceState) => T): T {
  return useStore(useWorkspaceStore(), selector);
}

/** The store itself, for what is read at the moment of a key or a pointer. */
export function useWorkspaceStore(): WorkspaceStore {
  const store = use(WorkspaceContext);
  if (!store) throw new Error('No WorkspaceContext above this component');
  return store;
}
