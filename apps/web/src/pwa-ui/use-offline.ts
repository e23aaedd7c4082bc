import { useCallback, useEffect, useState } from 'react';
import { fetchOfflineModel, type OfflineModel, offlineModel } from '../engine/offline-model.ts';
import { OFFLINE_PARTS, type OfflinePart, type PartState } from '../pwa/offline.api.ts';
import { fetchParts, offlineState } from '../pwa/offline-files.ts';
import { useWorkspace } from '../state/use-workspace.ts';

/** What lies on this device; null where nobody keeps the editor's files. */
export interface Offline {
  readonly parts: readonly PartState[] | null;
  /** Null for a network of the user's own. */
  readonly model: OfflineModel | null;
}

export interface OfflineDesk {
  /** Null until it was looked at. */
  readonly offline: Offline | null;
  /** While the rest is fetched. */
  readonly fetching: { readonly bytes: number; readonly of: number } | null;
  readonly outcome: 'done' | 'failed' | null;
  /** Checks what is here against its hashes and fetches what is missing. */
  fetchRest(): Promise<void>;
}

/** What could ever be used here: the runtime for graphics processors is for browsers that reach one. */
const USEFUL: readonly OfflinePart[] = OFFLINE_PARTS.filter(
  part => part !== 'graphics' || 'gpu' in navigator,
);

/** What is kept for working offline, and fetching the rest of it. */
export function useOffline(): OfflineDesk {
  const chosen = useWorkspace(state => state.model);
  const refreshModels = useWorkspace(state => state.refreshModels);
  const [offline, setOffline] = useState<Offline | null>(null);
  const [fetching, setFetching] = useState<OfflineDesk['fetching']>(null);
  const [outcome, setOutcome] = useState<OfflineDesk['outcome']>(null);

  const look = useCallback(async () => {
    const [states, model] = await Promise.all([offlineState(), offlineModel(chosen)]);
    const parts = states?.filter(({ part }) => USEFUL.includes(part)) ?? null;
    setOffline({ parts, model });
    return { parts, model };
  }, [chosen]);

  useEffect(() => {
    void look();
  }, [look]);

  async function fetchRest(): Promise<void> {
    setOutcome(null);
    const { parts, model } = await look();
    const partBytes = (parts ?? []).reduce((sum, { bytes }) => sum + bytes, 0);
    const of = partBytes + (model?.bytes ?? 0);
    setFetching({ bytes: 0, of });
    const fetched = await fetchParts(USEFUL, bytes => setFetching({ bytes, of }));
    const isModelHere = await fetchOfflineModel(chosen, bytes =>
      setFetching({ bytes: partBytes + bytes, of }),
    ).then(
      () => true,
      () => false,
    );
    await look();
    void refreshModels(false);
    setFetching(null);
    setOutcome(fetched && isModelHere ? 'done' : 'failed');
  }

  return { offline, fetching, outcome, fetchRest };
}

/** Bytes of everything, here or not. */
export function totalBytes(offline: Offline): number {
  return pieces(offline).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Bytes that are not here. */
export function missingBytes(offline: Offline): number {
  return pieces(offline).reduce((sum, { bytes, keptBytes }) => sum + bytes - keptBytes, 0);
}

function pieces({ parts, model }: Offline) {
  return [...(parts ?? []), ...(model ? [model] : [])];
}
