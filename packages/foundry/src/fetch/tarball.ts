import type { ModelFile } from '@backgroundfx/core';
import { list, type ReadEntry } from 'tar';
import { FoundryError, throwIfCancelled } from '../errors.ts';

/** Folder of a package's tarball that holds `resources.json` and the chunks it lists. */
const FOLDER = 'package/dist/';

/** Where one chunk goes; the chunk's file is named by `hash`. */
interface Chunk {
  readonly hash: string;
  readonly start: number;
  readonly end: number;
}

export interface Assembly {
  /** Path of the package's .tgz. */
  readonly tarball: string;
  /** Key in `resources.json`. */
  readonly resource: string;
  /** The file the chunks make; only its size is looked at here. */
  readonly expected: ModelFile;
  readonly onBytes?: ((bytes: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Puts the chunks of one resource together, in memory. Nothing else of the package is unpacked.
 * @throws FoundryError `bad_source` when the tarball is broken, lists no such resource, or lacks a chunk
 */
export async function assemble(job: Assembly): Promise<Uint8Array> {
  const chunks = await listChunks(job);
  const out = new Uint8Array(job.expected.bytes);
  const places = new Map<string, Chunk[]>();
  for (const chunk of chunks) {
    const path = `${FOLDER}${chunk.hash}`;
    places.set(path, [...(places.get(path) ?? []), chunk]);
  }
  let done = 0;
  await readEntries(
    job,
    path => places.has(path),
    (path, bytes) => {
      const waiting = places.get(path) ?? [];
      for (const { start, end } of waiting) {
        if (bytes.length !== end - start) throw badTarball(job, `chunk ${path} has a wrong size`);
        out.set(bytes, start);
        done += bytes.length;
      }
      places.delete(path);
      job.onBytes?.(done);
    },
  );
  if (places.size > 0) throw badTarball(job, `${places.size} chunks are missing`);
  return out;
}

async function listChunks(job: Assembly): Promise<Chunk[]> {
  let text: string | undefined;
  const wanted = `${FOLDER}resources.json`;
  await readEntries(
    job,
    path => path === wanted,
    (_, bytes) => {
      text = Buffer.from(bytes).toString('utf8');
    },
  );
  if (text === undefined) throw badTarball(job, 'it has no resources.json');
  const chunks = parseChunks(text, job.resource);
  if (!chunks) throw badTarball(job, `its resources.json does not list ${job.resource} as chunks`);
  const covered = chunks.reduce((end, chunk) => (chunk.start === end ? chunk.end : Number.NaN), 0);
  if (covered !== job.expected.bytes)
    throw badTarball(job, `the chunks of ${job.resource} do not make the whole file`);
  return chunks;
}

function parseChunks(text: string, resource: string): Chunk[] | undefined {
  let entry: unknown;
  try {
    entry = (JSON.parse(text) as Record<string, unknown> | null)?.[resource];
  } catch {
    return undefined;
  }
  if (typeof entry !== 'object' || entry === null || !('chunks' in entry)) return undefined;
  if (!Array.isArray(entry.chunks)) return undefined;
  const chunks = entry.chunks.map(parseChunk).filter(chunk => chunk !== undefined);
  return chunks.length === entry.chunks.length ? chunks.sort((a, b) => a.start - b.start) : undefined;
}

function parseChunk(value: unknown): Chunk | undefined {
  if (typeof value !== 'object' || value === null || !('hash' in value) || !('offsets' in value))
    return undefined;
  const { hash, offsets } = value;
  if (typeof hash !== 'string' || !Array.isArray(offsets)) return undefined;
  const [start, end]: unknown[] = offsets;
  if (typeof start !== 'number' || typeof end !== 'number' || start < 0 || end < start) return undefined;
  return { hash, start, end };
}

/** Reads the wanted entries of the tarball whole, one after the other, in the tarball's order. */
async function readEntries(
  job: Assembly,
  wanted: (path: string) => boolean,
  onEntry: (path: string, bytes: Uint8Array) => void,
): Promise<void> {
  let failure: unknown;
  const onReadEntry = (entry: ReadEntry) => {
    const pieces: Buffer[] = [];
    entry.on('data', piece => pieces.push(piece as Buffer));
    entry.on('end', () => {
      try {
        throwIfCancelled(job.signal, job.expected.name);
        if (failure === undefined) onEntry(entry.path, Buffer.concat(pieces));
      } catch (error) {
        failure = error;
      }
    });
  };
  try {
    await list({
      file: job.tarball,
      strict: true,
      filter: path => failure === undefined && wanted(path),
      onReadEntry,
    });
  } catch (cause) {
    throw badTarball(job, 'it is broken or cut short', cause);
  }
  if (failure !== undefined) throw failure;
}

function badTarball(job: Assembly, reason: string, cause?: unknown): FoundryError {
  const { name } = job.expected;
  const message = `${name} cannot be taken from the package: ${reason}. Start again to fetch the package anew`;
  return new FoundryError('bad_source', name, message, { cause });
}
