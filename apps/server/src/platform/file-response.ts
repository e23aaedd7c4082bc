import { createReadStream, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { acceptsEncoding } from './accept-encoding.ts';
import { type ByteSource, byteResponse } from './byte-response.ts';
import { contentTypeOf } from './content-types.ts';

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
  const sibling = options.precompressed && !ranged ? await pickSibling(request, path, plain) : undefined;
  const etag = options.etag ?? `"${plain.size.toString(36)}-${Math.trunc(plain.mtimeMs).toString(36)}"`;
  const headers: Record<string, string> = { 'Cache-Control': options.cacheControl };
  if (options.precompressed) headers.Vary = 'Accept-Encoding';
  const contentType = contentTypeOf(path);
  if (!sibling) return byteResponse(request, fileSource(path, plain, contentType, etag), { headers });

  const siblingTag = etag.replace(/"$/, `-${sibling.encoding}"`);
  const source = fileSource(sibling.path, sibling.stats, contentType, siblingTag);
  const answer = await byteResponse(request, source, { headers, ranges: false });
  if (answer.status !== 304) answer.headers.set('Content-Encoding', sibling.encoding);
  return answer;
}

function fileSource(path: string, stats: Stats, contentType: string, etag: string): ByteSource {
  return {
    size: stats.size,
    contentType,
    etag,
    read: range => createReadStream(path, { ...range, highWaterMark: READ_CHUNK_BYTES }),
  };
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
    if (stats && stats.mtimeMs >= plain.mtimeMs) return { encoding, path: path + suffix, stats };
  }
  return undefined;
}
