import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { ProjectsState } from '../state/projects-store.ts';
import { useWorkspace } from '../state/use-workspace.ts';

/** A part of what is known of the kept projects. */
export function useProjects<T>(selector: (state: ProjectsState) => T): T {
  const shelf = useWorkspace(state => state.shelf);
  return useStore(shelf, selector);
}

/** Keeps the list up to date while the component is there. */
export function useProjectsWatched(): void {
  const watch = useProjects(state => state.watch);
  useEffect(() => watch(), [watch]);
}
