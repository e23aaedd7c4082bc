import { createKeptFiles } from './kept-files.ts';
import type { OfflineAnswer, OfflineFile, OfflineMessage } from './offline.api.ts';
import { receiveShared, SHARE_PATH } from './share-target.ts';

/**
 * Answers for the editor's own files, so that it opens without a network. It knows nothing of models, which the engine keeps
 * itself, and hands every other request on untouched.
 */
declare const self: ServiceWorkerGlobalScope & {
  /** The build puts the list of its files in this place. */
  readonly __WB_MANIFEST: readonly OfflineFile[];
};

const files = self.__WB_MANIFEST;
const kept = createKeptFiles(files);
const byPath = new Map(files.map(file => [new URL(file.url, self.location.href).pathname, file]));
const HASHED = '/assets/';
/** A page that starts asks for a repair of the shell within this time; one that is damaged never does. */
const ASKED_WITHIN_MS = 3000;
let mendedAt = 0;

self.addEventListener('install', event => event.waitUntil(kept.fill(['shell'])));

self.addEventListener('activate', event =>
  event.waitUntil(kept.becomeCurrent().then(() => self.clients.claim())),
);

self.addEventListener('fetch', event => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method === 'POST' && pathname === SHARE_PATH) {
    event.respondWith(receiveShared(request));
    return;
  }
  if (request.method !== 'GET') return;
  const file = byPath.get(pathname === '/' ? '/index.html' : pathname);
  if (file) {
    event.respondWith(kept.answer(file).catch(() => fetch(request)));
    if (request.mode === 'navigate') event.waitUntil(mendUnlessAsked());
  } else if (pathname.startsWith(HASHED)) {
    event.respondWith(kept.older(pathname).then(older => older ?? fetch(request)));
  }
});

self.addEventListener('message', event => {
  const message = event.data as OfflineMessage;
  if (message.type === 'SKIP_WAITING') {
    void self.skipWaiting();
    return;
  }
  event.waitUntil(answer(message, event.ports[0]));
});

function mendShell(): Promise<void> {
  mendedAt = Date.now();
  return kept.mend('shell');
}

/** Makes the next reload whole where the page is too damaged to ask for it. Later, so that no start waits for its files. */
async function mendUnlessAsked(): Promise<void> {
  const begin = Date.now();
  await new Promise(resolve => setTimeout(resolve, ASKED_WITHIN_MS));
  // Without a network it stays as it is.
  if (mendedAt < begin) await mendShell().catch(() => undefined);
}

async function answer(message: OfflineMessage, port: MessagePort | undefined): Promise<void> {
  const say = (words: OfflineAnswer) => port?.postMessage(words);
  try {
    if (message.type === 'REPAIR') await mendShell();
    if (message.type === 'FETCH_PARTS') {
      await kept.dropDamaged();
      let done = 0;
      await kept.fill(message.parts, bytes => {
        done += bytes;
        say({ kind: 'progress', bytes: done });
      });
    }
    say({ kind: 'state', parts: await kept.state() });
  } catch {
    // The network is gone, the disk is full, or a file is another one than the build promised.
    say({ kind: 'failed' });
  }
}
