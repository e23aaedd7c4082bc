import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelFile } from '@backgroundfx/core';
import { FoundryError, throwIfCancelled } from '../errors.ts';
import { diskError, writeChecked } from './half-file.ts';
import { download } from './url.ts';

export interface MirrorRequest {
  /** Folder, or http(s) address of one, that holds files under their own names. */
  readonly mirror: string;
  readonly expected: ModelFile;
  /** Path the file gets. */
  readonly to: string;
  readonly onBytes?: ((bytes: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Takes one file from a mirror, checked.
 * @throws FoundryError `not_found`, `hash_mismatch`, `truncated`, `network_down`, `disk_full`, `unwritable`,
 *   `bad_source`, `cancelled`; nothing is left behind
 */
export async function takeFromMirror(request: MirrorRequest): Promise<void> {
  const { mirror, expected, to, onBytes, signal } = request;
  throwIfCancelled(signal, expected.name);
  if (/^https?:\/\//i.test(mirror)) {
    const url = new URL(mirror);
    url.pathname = `${url.pathname.replace(/\/+$/, '')}/${expected.name}`;
    return download({ url: url.href, to, expected, resume: false, onBytes, signal });
  }
  const path = join(mirror, expected.name);
  const bytes = await readFile(path, { signal }).catch((error: unknown) => {
    throwIfCancelled(signal, expected.name);
    throw diskError(error, path);
  });
  await writeChecked(to, bytes, expected).catch((error: unknown) => {
    const wrong =
      error instanceof FoundryError && (error.code === 'hash_mismatch' || error.code === 'truncated');
    throw wrong
      ? new FoundryError(error.code, path, `In the mirror: ${error.message}`, { cause: error })
      : error;
  });
  onBytes?.(bytes.length);
}
