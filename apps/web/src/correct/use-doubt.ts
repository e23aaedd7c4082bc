import { useEffect, useState } from 'react';
import { doubtIn, isWorthBrushing } from '../state/doubt.ts';
import { useWorkspace, useWorkspaceStore } from '../state/use-workspace.ts';
import { useCorrectable } from './use-correctable.ts';

/** Milliseconds that a matte has to rest before it is judged: not while somebody pulls at a slider. */
const REST = 250;

/**
 * Whether an area of the open picture's edges is worth a brush; null as long as it is not known. A feathered edge is soft because
 * somebody wanted it so: what was known before holds.
 */
export function useDoubt(): boolean | null {
  const store = useWorkspaceStore();
  const isCorrectable = useCorrectable();
  const pictureId = useWorkspace(state => state.activeId);
  const matte = useWorkspace(state => state.frame?.matte ?? null);
  const isFeathered = useWorkspace(state => (state.drawn?.recipe.finish.feather ?? 0) > 0);
  const [known, setKnown] = useState<{ readonly pictureId: string | null; readonly isDoubted: boolean }>();
  useEffect(() => {
    if (!matte || !isCorrectable || isFeathered) return;
    const timer = setTimeout(() => {
      // A frame that was followed by another one is closed.
      if (store.getState().frame?.matte !== matte) return;
      setKnown({ pictureId, isDoubted: isWorthBrushing(doubtIn(matte)) });
    }, REST);
    return () => clearTimeout(timer);
  }, [store, pictureId, matte, isCorrectable, isFeathered]);
  return isCorrectable && known?.pictureId === pictureId ? known.isDoubted : null;
}
