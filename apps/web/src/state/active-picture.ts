import { isAboutFile } from './problem.ts';
import type { PictureItem, PictureWork, WorkspaceState } from './workspace-state.ts';

/** The picture that is open; none on the start screen. */
export function activePicture({ pictures, activeId }: WorkspaceState): PictureItem | undefined {
  return pictures.find(({ id }) => id === activeId);
}

/** How far it is. */
export function activeWork(state: WorkspaceState): PictureWork | undefined {
  return activePicture(state)?.work;
}

/** Whether there is something to export, and it is seen: before its first frame a picture that was opened again is not. */
export function canExport(state: WorkspaceState): boolean {
  return isServed(state) || (hasResult(state) && state.frame !== null);
}

/** Whether it is another maker's cut-out, a picture alone. */
export function isServed(state: WorkspaceState): boolean {
  const work = activeWork(state);
  return work?.name === 'ready' && work.served !== undefined;
}

/** Whether its file cannot be used, so that there is nothing to look at and nothing to edit. */
export function isUnread(state: WorkspaceState): boolean {
  const work = activeWork(state);
  return work?.name === 'failed' && isAboutFile(work.problem);
}

/** Whether there is something to look at and edit. */
export function hasResult(state: WorkspaceState): boolean {
  const work = activeWork(state);
  return work?.name === 'ready' && (work.source !== undefined || work.served !== undefined);
}
