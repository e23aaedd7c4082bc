import type { OfflineAnswer, OfflineMessage, OfflinePart, PartState } from './offline.api.ts';

/** Asks the service worker what is kept of the editor's files; null where there is none. */
export async function offlineState(): Promise<readonly PartState[] | null> {
  const worker = await activeWorker();
  return worker && ask(worker, { type: 'OFFLINE_STATE' }, () => undefined);
}

/**
 * Has the service worker check what it keeps against the hashes and fetch what is missing.
 * @param onBytes of these parts that are here so far
 * @returns null where it could not: no network, no room, no service worker
 */
export async function fetchParts(
  parts: readonly OfflinePart[],
  onBytes: (bytes: number) => void,
): Promise<readonly PartState[] | null> {
  const worker = await activeWorker();
  return worker && ask(worker, { type: 'FETCH_PARTS', parts }, onBytes);
}

async function activeWorker(): Promise<ServiceWorker | null> {
  const { serviceWorker } = navigator as { serviceWorker?: ServiceWorkerContainer };
  const registration = await serviceWorker?.getRegistration().catch(() => undefined);
  return registration?.active ?? null;
}

function ask(
  worker: ServiceWorker,
  message: OfflineMessage,
  onBytes: (bytes: number) => void,
): Promise<readonly PartState[] | null> {
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event: MessageEvent<OfflineAnswer>) => {
      const answer = event.data;
      if (answer.kind === 'progress') {
        onBytes(answer.bytes);
        return;
      }
      port1.close();
      resolve(answer.kind === 'state' ? answer.parts : null);
    };
    worker.postMessage(message, [port2]);
  });
}
