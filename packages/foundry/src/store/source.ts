import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelEntry, ModelFile, ModelSource } from '@backgroundfx/core';
import { FoundryError, throwIfCancelled } from '../errors.ts';
import { writeChecked } from '../fetch/half-file.ts';
import { sha256 } from '../fetch/hash.ts';
import { takeFromMirror } from '../fetch/mirror.ts';
import { fetchFromNpm } from '../fetch/npm.ts';
import { download } from '../fetch/url.ts';
import type { OnProgress } from './progress.ts';

export interface SourceRequest {
  readonly model: ModelEntry;
  /** Folder in which the source is kept. */
  readonly cache: string;
  /** Folder or http(s) address asked before the catalogue's sources. */
  readonly mirror?: string | undefined;
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A model's source weights, checked: kept from last time, else from the mirror, else from the catalogue's sources
 * in their order.
 * @throws FoundryError of the last place that was tried; its message tells of the others too
 */
export async function obtainSource(request: SourceRequest): Promise<Uint8Array> {
  const { model, cache, mirror, signal } = request;
  const failures: FoundryError[] = [];
  for (const source of model.sources) {
    const kept = await readFile(join(cache, source.file.name)).catch(() => undefined);
    if (kept && sha256(kept) === source.file.sha256) return kept;
    const places = [
      ...(mirror ? [() => fromMirror(request, mirror, source.file)] : []),
      () => fetchSource(request, source),
    ];
    for (const fetchFrom of places) {
      throwIfCancelled(signal, source.file.name);
      try {
        return await fetchFrom();
      } catch (error) {
        if (!(error instanceof FoundryError) || isFinal(error)) throw error;
        failures.push(error);
      }
    }
  }
  throw summary(model, failures);
}

/** Another source would not help. */
function isFinal({ code }: FoundryError): boolean {
  return code === 'cancelled' || code === 'disk_full' || code === 'unwritable';
}

function summary(model: ModelEntry, failures: readonly FoundryError[]): FoundryError {
  const last = failures.at(-1);
  if (!last) return new FoundryError('bad_catalogue', model.id, `Model "${model.id}" has no sources`);
  if (failures.length === 1) return last;
  const message = failures.map(failure => failure.message).join('\nBefore a next place was tried: ');
  return new FoundryError(last.code, last.file, message, { cause: last });
}

async function fromMirror(request: SourceRequest, mirror: string, file: ModelFile): Promise<Uint8Array> {
  const to = join(request.cache, file.name);
  const onBytes = report(request, file, 'fetch', `mirror ${mirror}`, file.bytes);
  await takeFromMirror({ mirror, expected: file, to, onBytes, signal: request.signal });
  return readFile(to);
}

async function fetchSource(request: SourceRequest, source: ModelSource): Promise<Uint8Array> {
  const { cache, signal } = request;
  const { file } = source;
  const to = join(cache, file.name);
  if (source.type === 'url') {
    const onBytes = report(request, file, 'fetch', new URL(source.url).host, file.bytes);
    await download({ url: source.url, to, expected: file, resume: true, onBytes, signal });
    return readFile(to);
  }
  const from = `npm package ${source.package}`;
  const bytes = await fetchFromNpm({
    source,
    cacheDir: cache,
    onBytes: report(request, file, 'fetch', from, source.tarballBytes),
    onUnpacked: report(request, file, 'unpack', from, file.bytes),
    signal,
  });
  await writeChecked(to, bytes, file);
  return bytes;
}

/** A byte counter that speaks to `onProgress` and never goes back. */
function report(
  request: SourceRequest,
  file: ModelFile,
  step: 'fetch' | 'unpack',
  from: string,
  total: number,
) {
  let most = -1;
  return (bytes: number) => {
    if (bytes <= most) return;
    most = bytes;
    request.onProgress?.({ model: request.model.id, step, file: file.name, from, done: bytes, total });
  };
}
