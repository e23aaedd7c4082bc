import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** The event with which some browsers offer to install the page. */
interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

export interface PwaState {
  /** `ready`: a newer version lies here and takes over when it is asked to. */
  readonly update: 'none' | 'ready';
  /** Whether somebody was told of it. */
  readonly isOffered: boolean;
  /** Whether the browser would install the page now. */
  readonly isInstallable: boolean;
  /** Lets the newer version take over; the page is loaded anew. */
  applyUpdate(): void;
  /** Opens the browser's own question. To be called within a click. */
  install(): void;
}

export const pwaStore = createStore<PwaState>(() => ({
  update: 'none',
  isOffered: false,
  isInstallable: false,
  applyUpdate: () => undefined,
  install: () => undefined,
}));

/** A part of what the installed page knows about itself. */
export function usePwa<T>(selector: (state: PwaState) => T): T {
  return useStore(pwaStore, selector);
}

/** Keeps the browser's offer to install the page until somebody takes it. */
export function watchInstallOffers(): void {
  window.addEventListener('beforeinstallprompt', event => {
    event.preventDefault();
    const offer = event as InstallPrompt;
    pwaStore.setState({
      isInstallable: true,
      install: () => {
        pwaStore.setState({ isInstallable: false });
        void offer.prompt().catch(() => undefined);
      },
    });
  });
  window.addEventListener('appinstalled', () => pwaStore.setState({ isInstallable: false }));
}
