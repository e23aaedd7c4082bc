import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { ModelFile } from '@backgroundfx/core';
import { FoundryError, throwIfCancelled } from '../errors.ts';
import { diskError, HalfFile, TEMPORARY } from './half-file.ts';
import { download } from './url.ts';

/** Bytes copied at a time. */
const PIECE = 1 << 20;

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
  const half = await HalfFile.create(`${to}.${randomUUID()}${TEMPORARY}`);
  try {
    await copy(path, half, request);
  } catch (error) {
    await half.discard();
    throw error;
  }
  await half.finish(to, expected).catch((error: unknown) => {
    const wrong =
      error instanceof FoundryError && (error.code === 'hash_mismatch' || error.code === 'truncated');
    throw wrong
      ? new FoundryError(error.code, path, `In the mirror, at ${path}: ${error.message}`, { cause: error })
      : error;
  });
}

/** Copies as many bytes as are expected and at most one piece more, which tells that the file is too long. */
async function copy(
  path: string,
  half: HalfFile,
  { expected, onBytes, signal }: MirrorRequest,
): Promise<void> {
  const pieces = createReadStream(path, { highWaterMark: PIECE });
  try {
    for await (const piece of pieces) {
      throwIfCancelled(signal, expected.name);
      await half.write(piece as Buffer);
      onBytes?.(Math.min(half.bytes, expected.bytes));
      if (half.bytes > expected.bytes) return;
    }
  } catch (error) {
    throw diskError(error, path);
  } finally {
    pieces.destroy();
  }
}
