import { useEffect } from 'react';
import { pwaStore, usePwa } from '../pwa/pwa-store.ts';
import { showToast } from '../ui/toast-store.ts';
import { useWords } from '../words/use-words.ts';

/** Long enough for whoever is in the middle of something; the offline dialog keeps the offer. */
const SECONDS = 30;

/** Offers a newer version when it lies here, one time; nobody has to take it. Draws nothing itself. */
export function UpdateOffer() {
  const { offline: words } = useWords();
  const update = usePwa(state => state.update);
  const applyUpdate = usePwa(state => state.applyUpdate);
  useEffect(() => {
    if (update === 'none' || pwaStore.getState().isOffered) return;
    pwaStore.setState({ isOffered: true });
    showToast(`${words.updateReady} ${words.updateKept}`, {
      seconds: SECONDS,
      action: { label: words.update, run: applyUpdate },
    });
  }, [update, applyUpdate, words]);
  return null;
}
