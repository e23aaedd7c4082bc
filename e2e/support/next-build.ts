import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const DIST = fileURLToPath(new URL('../../apps/web/dist', import.meta.url));
const TEXT = /\.(html|js|mjs|css)$/;
const HASHED = /^\/assets\/(.+-[\w-]{8})\.\w+$/;
/** How the service worker's list writes a file. */
const ENTRY = /\{"bytes":\d+,"integrity":"[^"]+"[^{}]*\}/g;

interface NextFile {
  /** Its name in the build before. */
  readonly was: string;
  readonly bytes: Buffer;
}

/** A server in front of another one that can put a newer build of the editor in the place of the one there. */
export interface Deployment {
  readonly url: string;
  /** From now on there is the next build alone; its start says `<meta name="build" content="next">`. */
  deploy(): void;
  close(): Promise<void>;
}

/** Serves what `upstream` serves. */
export async function serveBuilds(upstream: string): Promise<Deployment> {
  const next = nextBuild();
  const gone = new Set([...next.values()].map(({ was }) => was).filter(was => !next.has(was)));
  let isDeployed = false;
  const server = createServer((asked, answer) => {
    const { pathname } = new URL(asked.url ?? '/', upstream);
    const path = pathname === '/' ? '/index.html' : pathname;
    const file = isDeployed ? next.get(path) : undefined;
    if (isDeployed && gone.has(path)) answer.writeHead(404).end();
    else passOn(asked, answer, upstream, file);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    deploy: () => {
      isDeployed = true;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}

/** Answers as the server behind does; with other bytes where the file is another one now. */
function passOn(asked: IncomingMessage, answer: ServerResponse, upstream: string, file?: NextFile): void {
  const { method, headers } = asked;
  const behind = file
    ? request(new URL(file.was, upstream), { method: 'HEAD' }, ({ statusCode, headers }) => {
        const { etag, 'last-modified': _, 'content-length': __, 'content-encoding': ___, ...kept } = headers;
        answer.writeHead(statusCode ?? 502, { ...kept, 'content-length': file.bytes.length });
        answer.end(method === 'HEAD' ? undefined : file.bytes);
      })
    : request(new URL(asked.url ?? '/', upstream), { method, headers }, came => {
        answer.writeHead(came.statusCode ?? 502, came.headers);
        came.pipe(answer);
      });
  behind.on('error', () => answer.destroy());
  if (file) behind.end();
  else asked.pipe(behind);
}

/**
 * What is built, as if everything in it had changed: each file with a hash in its name has another one, wherever it is
 * mentioned, and the service worker's list tells of the files as they are then.
 */
function nextBuild(): ReadonlyMap<string, NextFile> {
  const paths = readdirSync(DIST, { recursive: true, encoding: 'utf8' })
    .map(path => `/${path.replaceAll('\\', '/')}`)
    .filter(path => posix.extname(path) !== '' && !/\.(br|gz)$/.test(path));
  const names = new Map<string, string>();
  for (const path of paths) {
    const name = HASHED.exec(path)?.[1];
    if (name) names.set(name, `${name.slice(0, -8)}${[...name.slice(-8)].reverse().join('')}`);
  }
  const mentions = new RegExp([...names.keys()].map(name => name.replaceAll('.', '\\.')).join('|'), 'g');
  const renamed = (text: string) => text.replace(mentions, name => names.get(name) ?? name);
  const files = new Map(
    paths.map((path): [string, NextFile] => {
      const bytes = readFileSync(join(DIST, path));
      if (!TEXT.test(path)) return [renamed(path), { was: path, bytes }];
      const text = renamed(bytes.toString()).replace('<head>', '<head><meta name="build" content="next">');
      return [renamed(path), { was: path, bytes: Buffer.from(text) }];
    }),
  );
  const worker = files.get('/service.worker.js');
  if (!worker) throw new Error('The editor is not built');
  const list = worker.bytes
    .toString()
    .replace(ENTRY, entry => JSON.stringify(described(JSON.parse(entry), files)));
  files.set('/service.worker.js', { ...worker, bytes: Buffer.from(list) });
  return files;
}

type Entry = { readonly url: string; readonly revision: string | null };

function described(entry: Entry, files: ReadonlyMap<string, NextFile>): object {
  const bytes = files.get(entry.url)?.bytes;
  if (!bytes) throw new Error(`The next build lacks ${entry.url}`);
  const sha256 = createHash('sha256').update(bytes);
  const revision = entry.revision && sha256.copy().digest('hex').slice(0, 16);
  return { ...entry, bytes: bytes.length, integrity: `sha256-${sha256.digest('base64')}`, revision };
}
