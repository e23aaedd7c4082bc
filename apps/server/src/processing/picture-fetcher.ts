import { createWriteStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { ApiError } from '../platform/api-error.ts';
import { storageError } from '../platform/blobs/storage-error.ts';
import type { Outbound } from '../platform/outbound/outbound.ts';
import { OutboundError } from '../platform/outbound/outbound-error.ts';
import { timeLimit } from '../platform/time-limit.ts';
import { fileTooLarge, wrongField } from '../platform/upload/form-errors.ts';
import type { PictureFetcher } from './picture-form.ts';

export interface OutboundFetcherDeps {
  readonly outbound: Pick<Outbound, 'send'>;
  readonly maxUploadBytes: number;
  /** How long all of it may take, milliseconds. */
  readonly withinMs?: number;
}

const WITHIN_MS = 30_000;
/** Whoever serves pictures is told who asks. */
const HEADERS = { Accept: 'image/*', 'Accept-Encoding': 'identity', 'User-Agent': 'BackgroundFX' };

/** Fetches pictures over the public internet. What it is told of other networks it tells nobody. */
export class OutboundFetcher implements PictureFetcher {
  readonly #deps: OutboundFetcherDeps;

  constructor(deps: OutboundFetcherDeps) {
    this.#deps = deps;
  }

  /**
   * Writes what an address answers to a file.
   * @throws ApiError 400 `invalid_request` for `image_url`; 413 `payload_too_large`; 503 `storage_full`
   */
  async fetch(url: string, file: string, signal: AbortSignal) {
    const { outbound, maxUploadBytes, withinMs = WITHIN_MS } = this.#deps;
    const both = AbortSignal.any([signal, timeLimit(withinMs)]);
    const answer = await outbound
      .send({ method: 'GET', url, headers: HEADERS, signal: both })
      .catch((error: unknown) => {
        if (signal.aborted || !(error instanceof OutboundError)) throw error;
        throw unreachable();
      });
    try {
      if (answer.statusCode !== 200) throw refused(answer.statusCode);
      if (Number(answer.headers['content-length'] ?? 0) > maxUploadBytes) throw fileTooLarge(maxUploadBytes);
      await pipeline(answer, bounded(maxUploadBytes), createWriteStream(file), { signal: both });
    } catch (error) {
      if (signal.aborted) throw error;
      if (both.aborted || isBrokenOff(error, answer)) throw unreachable();
      throw storageError(error);
    } finally {
      answer.destroy();
    }
    return { fileName: nameOf(url) };
  }
}

/** Lets through what is not longer than that. */
function bounded(maxBytes: number) {
  return async function* (pieces: AsyncIterable<Buffer>) {
    let bytes = 0;
    for await (const piece of pieces) {
      bytes += piece.length;
      if (bytes > maxBytes) throw fileTooLarge(maxBytes);
      yield piece;
    }
  };
}

function isBrokenOff(error: unknown, answer: IncomingMessage): boolean {
  return !answer.complete && (error as NodeJS.ErrnoException).code === 'ECONNRESET';
}

/** One text for whatever is in the way: which names and ports an inner network has is nobody's business. */
function unreachable(): ApiError {
  return wrongField('image_url', 'No picture could be fetched from image_url');
}

function refused(status: number | undefined): ApiError {
  return wrongField('image_url', `The server of image_url answered ${status}, and not with a picture`);
}

/** The last part of a path, as people read it. */
function nameOf(url: string): string | undefined {
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last) || undefined;
  } catch {
    return last;
  }
}
