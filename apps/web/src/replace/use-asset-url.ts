import { useEffect, useRef, useState } from 'react';
import { useWorkspace, useWorkspaceStore } from '../state/use-workspace.ts';

/** An address for an asset of the open picture, as long as it is looked at; null as long as it was not seen. */
export function useAssetUrl(id: string | null): string | null {
  const store = useWorkspaceStore();
  // An asset is at hand from the time when it was drawn, and for as long as its background was not left for another one.
  useWorkspace(state => state.frame);
  const seen = useRef(new Map<string, Blob>());
  const found = id === null ? undefined : store.getState().request()?.assets[id];
  if (id !== null && found && !seen.current.has(id)) seen.current.set(id, found);
  const asset = id === null ? undefined : seen.current.get(id);
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!asset) return;
    const made = URL.createObjectURL(asset);
    setAddress(made);
    return () => {
      setAddress(null);
      URL.revokeObjectURL(made);
    };
  }, [asset]);
  return address;
}
