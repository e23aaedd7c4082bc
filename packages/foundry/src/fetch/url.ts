import { randomUUID } from 'node:crypto';
import { rename, rm, stat } from 'node:fs/promises';
import type { ModelFile } from '@backgroundfx/core';
import { cancelled, FoundryError } from '../errors.ts';
import { HalfFile, KEPT, TEMPORARY } from './half-file.ts';

/** A server that sends nothing for so long is taken for dead. */
const IDLE_MS = 60_000;

export interface Download {
  readonly url: string;
  /** Path the file gets when it is whole and right. */
  readonly to: string;
  readonly expected: ModelFile;
  /** Keep what has arrived when the connection breaks, as `<to>.part`, and go on from there next time. */
  readonly resume: boolean;
  /** Called with the bytes there so far, those of an earlier try included. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds without a byte after which the download fails; 60 s unless told. */
  readonly idleMs?: number;
}

/**
 * Downloads one file over HTTP, checks it and renames it to its place. Several downloads of one file, in whatever
 * processes, do not disturb each other: each writes a file of its own, and one of them goes on with a kept part.
 * @throws FoundryError `network_down`, `not_found`, `bad_source`, `truncated`, `hash_mismatch`, `disk_full`,
 *   `unwritable`, `cancelled`
 */
export async function download(job: Download): Promise<void> {
  const kept = `${job.to}${KEPT}`;
  const mine = `${job.to}.${randomUUID()}${TEMPORARY}`;
  // Whoever gets to rename the part has it; the others start from nothing.
  if (job.resume) await rename(kept, mine).catch(() => undefined);
  const there = await sizeOf(mine);
  try {
    // A part as long as the file, or longer, would have been renamed or deleted if it were right.
    if (there > 0 && there < job.expected.bytes) {
      const resumed = await attempt(job, mine, there).catch((error: unknown) => {
        // The file may have changed between the two tries; the part is gone, so one clean try can still succeed.
        if (error instanceof FoundryError && error.code === 'hash_mismatch') return false;
        throw error;
      });
      if (resumed) return;
    }
    await rm(mine, { force: true });
    await attempt(job, mine, 0);
    // A part that somebody else left meanwhile has no use any more.
    await rm(kept, { force: true });
  } finally {
    // What is left of it was kept on purpose.
    if (job.resume) await rename(mine, kept).catch(() => undefined);
  }
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}

/** One request. Returns false when the server cannot go on from byte `from`. */
async function attempt(job: Download, part: string, from: number): Promise<boolean> {
  const idle = new AbortController();
  const stall = () => idle.abort(new Error(`nothing arrived for ${job.idleMs ?? IDLE_MS} ms`));
  let timer = setTimeout(stall, job.idleMs ?? IDLE_MS);
  const signal = job.signal ? AbortSignal.any([job.signal, idle.signal]) : idle.signal;
  try {
    const response = await request(job, from, signal);
    if (!response) return false;
    const start = response.status === 206 ? from : 0;
    const half = start > 0 ? await HalfFile.resume(part) : await HalfFile.create(part);
    try {
      const body = pieces(response, job);
      for (let piece = await body.next(); !piece.done; piece = await body.next()) {
        clearTimeout(timer);
        timer = setTimeout(stall, job.idleMs ?? IDLE_MS);
        await half.write(piece.value);
        job.onBytes?.(half.bytes);
        if (half.bytes > job.expected.bytes) break;
      }
    } catch (error) {
      await (job.resume && isBroken(error) ? half.keep() : half.discard());
      throw error;
    }
    await half.finish(job.to, job.expected);
    return true;
  } finally {
    clearTimeout(timer);
    // Ends the request when its body was not read to the end.
    idle.abort();
  }
}

/** The connection broke or was given up, and the bytes that came are good. */
function isBroken(error: unknown): boolean {
  return error instanceof FoundryError && (error.code === 'network_down' || error.code === 'cancelled');
}

async function request(job: Download, from: number, signal: AbortSignal): Promise<Response | undefined> {
  const headers = new Headers({ 'accept-encoding': 'identity' });
  if (from > 0) headers.set('range', `bytes=${from}-`);
  let response: Response;
  try {
    response = await fetch(job.url, { headers, signal });
  } catch (error) {
    throw broken(job, error);
  }
  if (response.status === 416) return undefined;
  if (!response.ok) throw refused(job, response.status);
  return fits(response, job, from) ? response : undefined;
}

/**
 * Whether the body can become the file.
 * @throws FoundryError when its announced length says that it is another one
 */
function fits(response: Response, job: Download, from: number): boolean {
  if (response.status === 206)
    return response.headers.get('content-range')?.startsWith(`bytes ${from}-`) === true;
  const announced = response.headers.get('content-length');
  if (announced === null || response.headers.has('content-encoding')) return true;
  const bytes = Number(announced);
  if (bytes === job.expected.bytes) return true;
  throw new FoundryError(
    bytes < job.expected.bytes ? 'truncated' : 'hash_mismatch',
    job.expected.name,
    `${job.url} has ${bytes} bytes, but ${job.expected.name} has ${job.expected.bytes}. The source is another file`,
  );
}

function refused(job: Download, status: number): FoundryError {
  const { name } = job.expected;
  if (status === 404 || status === 410) {
    const advice = 'Check the address, or set MODEL_MIRROR to a place that has it';
    return new FoundryError('not_found', name, `There is no ${name} at ${job.url} (${status}). ${advice}`);
  }
  if (status === 429 || status >= 500) {
    return new FoundryError(
      'network_down',
      name,
      `${job.url} answers ${status} for ${name}. Try again later`,
    );
  }
  return new FoundryError('bad_source', name, `${job.url} refuses to give ${name} (${status})`);
}

async function* pieces(response: Response, job: Download): AsyncGenerator<Uint8Array, void> {
  const reader = response.body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (error) {
    throw broken(job, error);
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function broken(job: Download, error: unknown): FoundryError {
  const { name } = job.expected;
  if (job.signal?.aborted) return cancelled(name, error);
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reason = cause instanceof Error ? cause.message || String(cause) : String(cause);
  const advice = job.resume ? 'Start again to go on where it stopped' : 'Check the network and start again';
  return new FoundryError(
    'network_down',
    name,
    `${name} could not be fetched from ${job.url}: ${reason}. ${advice}`,
    {
      cause: error,
    },
  );
}
