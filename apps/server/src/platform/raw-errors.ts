import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { ApiError } from './api-error.ts';
import type { Ids } from './ids.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

export interface RefusalDeps {
  readonly log: Logger;
  readonly ids: Ids;
}

/** An answer to what never became a request that the router could see. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, of the shape of every other error. */
  readonly body: string;
}

/** How long a client may go on sending what nobody reads: closing at once would reset the connection under the answer. */
const LINGER_MS = 1000;

/** The bytes are no HTTP, or no request that may be answered (RFC 9112, 2.2, 3.2, 6.1). */
const MALFORMED = new ApiError(400, 'bad_request', 'What came is not a valid HTTP request');

/** Node's codes for what is wrong beyond that. */
const BY_CODE: Readonly<Record<string, ApiError>> = {
  HPE_HEADER_OVERFLOW: new ApiError(431, 'headers_too_large', 'The headers of the request are too long'),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: new ApiError(
    413,
    'payload_too_large',
    'The chunks carry too much beside the body',
  ),
  ERR_HTTP_REQUEST_TIMEOUT: new ApiError(408, 'request_timeout', 'The request took too long to arrive'),
};

export const BAD_HOST = new ApiError(
  400,
  'bad_request',
  'The Host header or the address is missing or not valid',
);
export const BAD_EXPECTATION = new ApiError(417, 'expectation_failed', 'Only 100-continue can be expected');

/** Writes the answer in full: it names itself in the log, and the connection ends with it. */
export function refusal({ status, code, message }: ApiError, { log, ids }: RefusalDeps): Refusal {
  const requestId = ids.next();
  log.info({ request_id: requestId, status, error: code }, 'request refused unread');
  const body = JSON.stringify({ error: code, message });
  const headers = {
    ...SECURITY_HEADERS,
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(body)),
    'Cache-Control': 'no-store',
    'X-Request-Id': requestId,
    Connection: 'close',
  };
  return { status, headers, body };
}

/**
 * Answers what Node's parser gives up on, in the shape of every other error. An answer that has begun is never written
 * into: one that is still to come for an earlier request goes out first, one for the broken request itself is cut off.
 */
export class BrokenRequests {
  readonly #deps: RefusalDeps;
  /** The last request of each connection. */
  readonly #last = new WeakMap<Duplex, { request: IncomingMessage; response: ServerResponse }>();
  /** Node tells of every piece that comes after the first error, too. */
  readonly #refused = new WeakSet<Duplex>();

  constructor(deps: RefusalDeps) {
    this.#deps = deps;
  }

  /** To be told of every request that the parser understood. */
  begun(request: IncomingMessage, response: ServerResponse): void {
    this.#last.set(request.socket, { request, response });
  }

  /** For the server's `clientError` event. */
  refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
    if (this.#refused.has(socket)) return;
    this.#refused.add(socket);
    const { request, response } = this.#last.get(socket) ?? {};
    if (!socket.writable || error.code === 'ECONNRESET') socket.destroy();
    else if (!request || !response || response.writableFinished) this.#answer(error, socket);
    else if (request.complete) response.once('finish', () => this.#answer(error, socket));
    else if (response.headersSent || response.socket !== socket) end(socket);
    else this.#answer(error, socket);
  }

  #answer({ code }: NodeJS.ErrnoException, socket: Duplex): void {
    const { status, headers, body } = refusal(BY_CODE[code ?? ''] ?? MALFORMED, this.#deps);
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    end(socket, [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n'));
  }
}

/** Closes a connection after what was written to it; the client has a moment to read that. */
function end(socket: Duplex, lastWords = ''): void {
  socket.end(lastWords);
  const timer = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(timer));
}
