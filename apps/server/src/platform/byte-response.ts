import { Readable } from 'node:stream';
import { ApiError } from './api-error.ts';
import { type ByteRange, parseRange } from './http-range.ts';

/** Bytes to answer with, wherever they lie. */
export interface ByteSource {
  /** Bytes. */
  readonly size: number;
  readonly contentType: string;
  /** Quoted entity tag of exactly these bytes. */
  readonly etag: string;
  /** Opens all of it or a part. The answer reads the stream to its end or destroys it. */
  read(range?: ByteRange): Readable | Promise<Readable>;
}

export interface ByteResponseOptions {
  /** Headers of every answer, `304` included. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether parts may be asked for; yes, unless said otherwise. */
  readonly ranges?: boolean;
}

/**
 * Answers a GET or HEAD request with bytes: conditional (`If-None-Match`) and, if allowed, ranged (`Range`, `If-Range`).
 * Nothing is opened for HEAD.
 * @throws ApiError 416 `range_not_satisfiable`
 */
export async function byteResponse(
  request: Request,
  source: ByteSource,
  { headers: given, ranges = true }: ByteResponseOptions,
): Promise<Response> {
  const headers = new Headers({ ...given, ETag: source.etag });
  if (matches(request.headers.get('If-None-Match'), source.etag))
    return new Response(null, { status: 304, headers });

  headers.set('Content-Type', source.contentType);
  if (ranges) headers.set('Accept-Ranges', 'bytes');
  const range = ranges ? parseRange(wantedRange(request, source.etag), source.size) : undefined;
  if (range === 'unsatisfiable') throw noSuchPart(source.size);
  if (range) headers.set('Content-Range', `bytes ${range.start}-${range.end}/${source.size}`);
  headers.set('Content-Length', String(range ? range.end - range.start + 1 : source.size));
  const body = request.method === 'HEAD' ? null : streamOf(await source.read(range));
  return new Response(body, { status: range ? 206 : 200, headers });
}

function noSuchPart(size: number): ApiError {
  return new ApiError(416, 'range_not_satisfiable', 'The file has no such part', {
    details: { size },
    headers: { 'Content-Range': `bytes */${size}` },
  });
}

/** A node stream as the body of an answer: read as the client takes it, destroyed when the client leaves. */
export function streamOf(bytes: Readable): ReadableStream<Uint8Array> {
  return Readable.toWeb(bytes) as ReadableStream<Uint8Array>;
}

function matches(ifNoneMatch: string | null, etag: string): boolean {
  const tags = ifNoneMatch?.split(',').map(tag => tag.trim().replace(/^W\//, '')) ?? [];
  return tags.includes(etag) || tags.includes('*');
}

/** The `Range` header, unless it is meant for other bytes than these. */
function wantedRange(request: Request, etag: string): string | undefined {
  const ifRange = request.headers.get('If-Range');
  return ifRange === null || ifRange === etag ? (request.headers.get('Range') ?? undefined) : undefined;
}
