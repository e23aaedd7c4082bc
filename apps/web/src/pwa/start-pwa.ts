import { pwaStore, watchInstallOffers } from './pwa-store.ts';

/** The first screen is drawn and its first files have come before anything else is fetched. */
const REST_MS = 1500;
/** A page that is open for days learns of a newer version, too. */
const ASK_MS = 60 * 60 * 1000;

/** Starts the service worker of a built page, once the page is at rest. To be called once, by the entry. */
export function startPwa(): void {
  watchInstallOffers();
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const start = () => setTimeout(() => void register().catch(() => undefined), REST_MS);
  if (document.readyState === 'complete') start();
  else window.addEventListener('load', start, { once: true });
}

async function register(): Promise<void> {
  const { Workbox } = await import('workbox-window');
  const worker = new Workbox('/service.worker.js');
  worker.addEventListener('waiting', () => {
    pwaStore.setState({
      update: 'ready',
      applyUpdate: () => {
        // Only the tab that asked for it is loaded anew: others may be in the middle of work, and go on as they are.
        worker.addEventListener('controlling', () => location.reload());
        worker.messageSkipWaiting();
      },
    });
  });
  await worker.register();
  // What the browser threw away since the last visit is fetched again.
  void worker.messageSW({ type: 'REPAIR' }).catch(() => undefined);
  setInterval(() => void worker.update().catch(() => undefined), ASK_MS);
}
