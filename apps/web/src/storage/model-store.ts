import { EngineError, type ModelFile } from '@backgroundfx/core';
import { sha256Hex } from './sha256.ts';

/** Model files on this device, in Cache Storage, each under an address that carries its hash. */

const CACHE = 'backgroundfx-models-v1';

/** Address of a model file on the server that served the page. */
export function modelUrl(file: ModelFile): string {
  return `/models/${file.name}?v=${file.sha256.slice(0, 16)}`;
}

/** True when every file is kept on this device; does not look into them. */
export async function areKept(files: readonly ModelFile[]): Promise<boolean> {
  const cache = await openCache();
  if (!cache) return false;
  const found = await Promise.all(files.map(file => match(cache, file)));
  return found.every(response => response !== undefined);
}

/** The names of all model files that the server has; nothing when it does not say. */
export async function servedFiles(): Promise<ReadonlySet<string> | undefined> {
  try {
    const response = await fetch('/models/served.json', { cache: 'no-store' });
    const told: unknown = response.ok ? await response.json() : undefined;
    const files = (told as { files?: unknown } | undefined)?.files;
    return Array.isArray(files) ? new Set(files) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A model file's bytes: from this device when it is kept and whole, else from the server. Checked against the
 * catalogue's size and hash either way, and kept for the next time where the browser allows it. Two tabs that want the
 * same file download it once.
 * @param onBytes bytes that have arrived so far; called for downloads only.
 * @throws EngineError `model_unavailable` (`details.status` is the server's answer, if it gave one), `model_corrupt`.
 */
export async function loadModelFile(
  file: ModelFile,
  onBytes: (loaded: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  // Another tab may hold the lock for as long as its download takes.
  if (!(await areKept([file]))) onBytes(0);
  return withLock(`backgroundfx-model-${file.sha256}`, () => loadOrDownload(file, onBytes));
}

/** Runs the work while no other tab does the same; without locks (absent or refused) it runs all the same. */
async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  const { locks } = navigator as { locks?: LockManager };
  if (!locks) return work();
  let begun: Promise<T> | undefined;
  const run = () => {
    begun = work();
    return begun;
  };
  try {
    return await locks.request(name, run);
  } catch (error) {
    if (begun) throw error;
    return work();
  }
}

async function loadOrDownload(
  file: ModelFile,
  onBytes: (loaded: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const cache = await openCache();
  const kept = await readKept(cache, file);
  if (kept) return kept;
  const bytes = await download(file, onBytes);
  if ((await sha256Hex(bytes)) !== file.sha256) throw corrupt(file, 'its checksum is another one');
  // A full disk must not cost the user the cut-out: the file is used now and fetched again next time.
  await cache?.put(modelUrl(file), new Response(bytes)).then(
    () => dropOlder(cache, file),
    () => undefined,
  );
  return bytes;
}

async function readKept(
  cache: Cache | undefined,
  file: ModelFile,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const response = cache && (await match(cache, file));
  if (!cache || !response) return undefined;
  const bytes = await response.arrayBuffer().then(
    buffer => new Uint8Array(buffer),
    () => undefined,
  );
  if (bytes?.length === file.bytes && (await sha256Hex(bytes)) === file.sha256) return bytes;
  await cache.delete(modelUrl(file)).catch(() => undefined);
  return undefined;
}

async function download(
  file: ModelFile,
  onBytes: (loaded: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(modelUrl(file), { cache: 'no-store' }).catch(error => {
    throw unavailable(file, 'the server could not be reached', error);
  });
  if (!response.ok || !response.body) {
    throw unavailable(file, `the server answered ${response.status}`, undefined, response.status);
  }
  const bytes = new Uint8Array(file.bytes);
  let loaded = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(error => {
      throw unavailable(file, 'the download broke off', error);
    });
    if (done) break;
    if (loaded + value.length > bytes.length) {
      await reader.cancel();
      throw corrupt(file, `it is longer than ${file.bytes} bytes`);
    }
    bytes.set(value, loaded);
    loaded += value.length;
    onBytes(loaded);
  }
  if (loaded < bytes.length)
    throw unavailable(file, `the download broke off at ${loaded} of ${file.bytes} bytes`);
  return bytes;
}

/** The kept file; a cache that cannot be read is an empty one. */
async function match(cache: Cache, file: ModelFile): Promise<Response | undefined> {
  return cache.match(modelUrl(file)).catch(() => undefined);
}

/** Lets go of earlier versions of the file: nobody asks for them again. */
async function dropOlder(cache: Cache, file: ModelFile): Promise<void> {
  const current = new URL(modelUrl(file), self.location.href);
  for (const request of await cache.keys().catch(() => [])) {
    const { pathname, href } = new URL(request.url);
    if (pathname === current.pathname && href !== current.href)
      await cache.delete(request).catch(() => undefined);
  }
}

/** Cache Storage, or nothing where the browser refuses it (an insecure address, a private window). */
async function openCache(): Promise<Cache | undefined> {
  const { caches } = globalThis as { caches?: CacheStorage };
  return caches?.open(CACHE).catch(() => undefined);
}

function unavailable(file: ModelFile, why: string, cause?: unknown, status?: number): EngineError {
  return new EngineError('model_unavailable', `The model file ${file.name} is not to be had: ${why}`, {
    cause,
    details: { file: file.name, ...(status === undefined ? {} : { status }) },
  });
}

function corrupt(file: ModelFile, why: string): EngineError {
  return new EngineError('model_corrupt', `The model file ${file.name} is damaged: ${why}`, {
    details: { file: file.name },
  });
}
