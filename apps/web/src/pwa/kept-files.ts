import { OFFLINE_PARTS, type OfflineFile, type OfflinePart, type PartState } from './offline.api.ts';

const CACHE = 'backgroundfx-files-v1';
/** Under this address lies what the version before this one consists of. */
const GENERATION = '/.generation';

/**
 * The files of the editor that are kept on this device, each under an address that says its content, so that two versions
 * lie beside each other. Used by the service worker.
 */
export interface KeptFiles {
  /** The file's answer: from here, else from the network, which is kept then. @throws TypeError without either */
  answer(file: OfflineFile): Promise<Response>;
  /** A file of the version before, for a page that is still open; undefined where it is not here. */
  older(url: string): Promise<Response | undefined>;
  /** Fetches what is missing of a part. @throws TypeError */
  fill(parts: readonly OfflinePart[], onBytes?: (bytes: number) => void): Promise<void>;
  /** Throws away what is not what it should be. */
  dropDamaged(): Promise<void>;
  /**
   * Fetches what is missing of a part, and what is damaged there: that is thrown away even where nothing can be fetched. Who
   * calls while it goes on joins in. @throws TypeError
   */
  mend(part: OfflinePart): Promise<void>;
  state(): Promise<readonly PartState[]>;
  /** Throws away what neither this version nor the one before consists of. */
  becomeCurrent(): Promise<void>;
}

export function createKeptFiles(files: readonly OfflineFile[]): KeptFiles {
  const opened = () => caches.open(CACHE);
  const mending = new Map<OfflinePart, Promise<void>>();

  async function kept(file: OfflineFile): Promise<Response | undefined> {
    try {
      return await (await opened()).match(keyOf(file), { ignoreVary: true });
    } catch {
      // A cache that cannot be read is an empty one.
      return undefined;
    }
  }

  async function fetched(
    { url, revision, integrity }: OfflineFile,
    // A name without a hash may be remembered wrongly on the way.
    cache: RequestCache = revision === null ? 'default' : 'no-cache',
  ): Promise<Response> {
    // The browser itself compares the hash and throws where it is another one.
    const response = await fetch(url, { integrity, cache });
    if (!response.ok) throw new TypeError(`${url} was answered with ${response.status}`);
    return response;
  }

  async function keep(file: OfflineFile, response: Response): Promise<void> {
    await (await opened()).put(keyOf(file), askedForAgain(response));
  }

  /** Whether a file lies here as the build made it; one that does not is thrown away. */
  async function look(file: OfflineFile): Promise<'whole' | 'damaged' | 'missing'> {
    const response = await kept(file);
    if (!response) return 'missing';
    const isWhole = await response.arrayBuffer().then(
      async bytes => (await integrityOf(bytes)) === file.integrity,
      () => false,
    );
    if (isWhole) return 'whole';
    await (await opened()).delete(keyOf(file));
    return 'damaged';
  }

  async function mendNow(part: OfflinePart): Promise<void> {
    const lost: (readonly [OfflineFile, RequestCache | undefined])[] = [];
    // One after the other: one file at a time lies in memory, and a page that starts meanwhile is not kept waiting.
    for (const file of files.filter(own => own.part === part)) {
      const found = await look(file);
      // The browser's own cache lies on the same disk, and does not ask again for what has a hash in its name.
      if (found !== 'whole') lost.push([file, found === 'damaged' ? 'reload' : undefined]);
    }
    for (const [file, cache] of lost) if (!(await kept(file))) await keep(file, await fetched(file, cache));
  }

  return {
    async answer(file) {
      const here = await kept(file);
      if (here) return here;
      // What came with another hash belongs to another version: the page must not be mixed of two.
      const response = await fetched(file);
      // A full disk costs the next visit a download, not this one its file.
      await keep(file, response.clone()).catch(() => undefined);
      return response;
    },

    older: async url => {
      try {
        return await (await opened()).match(url, { ignoreVary: true });
      } catch {
        return undefined;
      }
    },

    async fill(parts, onBytes) {
      for (const file of files.filter(({ part }) => parts.includes(part))) {
        if (!(await kept(file))) await keep(file, await fetched(file));
        onBytes?.(file.bytes);
      }
    },

    async dropDamaged() {
      for (const file of files) await look(file);
    },

    mend(part) {
      const going = mending.get(part) ?? mendNow(part).finally(() => mending.delete(part));
      mending.set(part, going);
      return going;
    },

    state: () =>
      Promise.all(
        OFFLINE_PARTS.map(async part => {
          const own = files.filter(file => file.part === part);
          const here = await Promise.all(own.map(async file => ((await kept(file)) ? file.bytes : 0)));
          return { part, bytes: sum(own.map(({ bytes }) => bytes)), keptBytes: sum(here) };
        }),
      ),

    async becomeCurrent() {
      const cache = await opened();
      const before = await cache.match(GENERATION);
      const wanted = new Set([...files.map(keyOf), GENERATION, ...(before ? await addressesIn(before) : [])]);
      for (const request of await cache.keys()) {
        const { pathname, search } = new URL(request.url);
        if (!wanted.has(pathname + search)) await cache.delete(request);
      }
      await cache.put(GENERATION, Response.json(files.map(keyOf)));
    },
  };
}

/**
 * An answer that a page asks for at every reload. What has a hash in its name would else come from the page's own memory: a
 * damaged script again and again, long after it was mended here. Takes the response.
 */
function askedForAgain({ body, status, headers: given }: Response): Response {
  const headers = new Headers(given);
  headers.set('Cache-Control', 'no-cache');
  return new Response(body, { status, headers });
}

/** The address that the file is kept under. */
function keyOf({ url, revision }: OfflineFile): string {
  const { pathname } = new URL(url, self.location.href);
  return revision === null ? pathname : `${pathname}?v=${revision}`;
}

async function addressesIn(response: Response): Promise<readonly string[]> {
  const value: unknown = await response.json().catch(() => []);
  return Array.isArray(value) ? value.filter(part => typeof part === 'string') : [];
}

async function integrityOf(bytes: ArrayBuffer): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return `sha256-${btoa(String.fromCharCode(...hash))}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
