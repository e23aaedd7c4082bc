import { createReadStream, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { acceptsEncoding } from './accept-encoding.ts';
import { contentTypeOf } from './content-types.ts';
import { parseRange } from './http-range.ts';

/** Precompressed siblings, in order of preference, as the editor's build writes them. */
const SIBLINGS = [
  { encoding: 'br', suffix: '.br' },
  { encoding: 'gzip', suffix: '.gz' },
] as const;

const READ_CHUNK_BYTES = 256 * 1024;

export interface FileResponseOptions {
  readonly cacheControl: string;
  /** Quoted entity tag of the bytes as they lie on disk; made from size and time of change when absent. */
  readonly etag?: string;
  /** Whether `.br` and `.gz` siblings may be sent in its place. */
  readonly precompressed?: boolean;
}

/**
 * Answers a GET or HEAD request with a file: conditional (`If-None-Match`), ranged (`Range`, `If-Range`) and, where a
 * precompressed sibling lies beside it, compressed. Ranges are ranges of the plain file.
 * @param path absolute path that the caller has found to be allowed
 * @returns undefined when there is no such file
 */
export async function fileResponse(
  request: Request,
  path: string,
  options: FileResponseOptions,
): Promise<Response | undefined> {
  const plain = await statFile(path);
  if (!plain) return undefined;
  const ranged = request.headers.has('Range');
  const sent = options.precompressed && !ranged ? await pickSibling(request, path, plain) : undefined;
  const etag = options.etag ?? `"${plain.size.toString(36)}-${Math.trunc(plain.mtimeMs).toString(36)}"`;
  const sentTag = sent ? etag.replace(/"$/, `-${sent.encoding}"`) : etag;

  const headers = new Headers({ 'Cache-Control': options.cacheControl, ETag: sentTag });
  if (options.precompressed) headers.set('Vary', 'Accept-Encoding');
  if (matches(request.headers.get('If-None-Match'), sentTag))
    return new Response(null, { status: 304, headers });

  headers.set('Content-Type', contentTypeOf(path));
  if (sent) {
    headers.set('Content-Encoding', sent.encoding);
    headers.set('Content-Length', String(sent.size));
    return new Response(bodyOf(request, sent.path), { headers });
  }
  headers.set('Accept-Ranges', 'bytes');
  const ifRange = request.headers.get('If-Range');
  const wanted =
    ifRange === null || ifRange === etag ? (request.headers.get('Range') ?? undefined) : undefined;
  const range = parseRange(wanted, plain.size);
  if (range === 'unsatisfiable') {
    headers.set('Content-Range', `bytes */${plain.size}`);
    return new Response(null, { status: 416, headers });
  }
  if (range) {
    headers.set('Content-Range', `bytes ${range.start}-${range.end}/${plain.size}`);
    headers.set('Content-Length', String(range.end - range.start + 1));
    return new Response(bodyOf(request, path, range), { status: 206, headers });
  }
  headers.set('Content-Length', String(plain.size));
  return new Response(bodyOf(request, path), { headers });
}

async function statFile(path: string): Promise<Stats | undefined> {
  const stats = await stat(path).catch(() => undefined);
  return stats?.isFile() ? stats : undefined;
}

/** A sibling that the client takes and that is not older than the file it stands for. */
async function pickSibling(request: Request, path: string, plain: Stats) {
  const header = request.headers.get('Accept-Encoding') ?? undefined;
  for (const { encoding, suffix } of SIBLINGS) {
    if (!acceptsEncoding(header, encoding)) continue;
    const stats = await statFile(path + suffix);
    if (stats && stats.mtimeMs >= plain.mtimeMs) return { encoding, path: path + suffix, size: stats.size };
  }
  return undefined;
}

function matches(ifNoneMatch: string | null, etag: string): boolean {
  const tags = ifNoneMatch?.split(',').map(tag => tag.trim().replace(/^W\//, '')) ?? [];
  return tags.includes(etag) || tags.includes('*');
}

/** The bytes, read as the client takes them; nothing is opened for HEAD. */
function bodyOf(request: Request, path: string, range: { start?: number; end?: number } = {}) {
  if (request.method === 'HEAD') return null;
  const file = createReadStream(path, { ...range, highWaterMark: READ_CHUNK_BYTES });
  return Readable.toWeb(file) as ReadableStream<Uint8Array>;
}
