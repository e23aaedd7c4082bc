import type { StoreApi } from 'zustand/vanilla';
import type { WorkspaceState } from './workspace-state.ts';

/**
 * Has the browser ask before a page is closed or loaded anew whose work is not kept: the disk is full, or site data is
 * blocked. Listens only then, as browsers keep no page for "back" that does.
 */
export function warnUnsaved(
  workspace: Pick<StoreApi<WorkspaceState>, 'getState' | 'subscribe'>,
  page: Window,
): void {
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  const look = ({ saving }: WorkspaceState) => {
    if (saving === 'failed') page.addEventListener('beforeunload', ask);
    else page.removeEventListener('beforeunload', ask);
  };
  look(workspace.getState());
  workspace.subscribe(look);
}
