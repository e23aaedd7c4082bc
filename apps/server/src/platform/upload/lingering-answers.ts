import type { IncomingMessage } from 'node:http';
import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import { neverContinue } from './expect-continue.ts';

/** What is read of a body that nobody wants, so that the client comes to read its answer. */
export interface DrainLimits {
  readonly maxBytes: number;
  readonly maxMs: number;
  /** How long the client may send nothing, milliseconds. */
  readonly idleMs: number;
}

const LIMITS: DrainLimits = { maxBytes: 64 * 1024 * 1024, maxMs: 10_000, idleMs: 1000 };

/**
 * Lets an answer arrive that was given before the request's body was read: a refusal of a large upload. Closing a
 * connection with unread bytes resets it, and the reset can overtake the answer. So the answer goes out whole, with
 * `Connection: close`; then the body is read and thrown away until it ends, the client leaves or a limit is reached.
 */
export function lingeringAnswers(limits: DrainLimits = LIMITS): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    await next();
    const request = context.env?.incoming;
    if (!request || !hasUnreadBody(request)) return;
    const answer = context.res;
    const { status, headers } = answer;
    headers.set('Connection', 'close');
    // Refusals are short; nothing else is held in memory for the sake of a body that nobody asked for.
    if (status < 400 || answer.body === null) return;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    headers.set('Content-Length', String(bytes.length));
    // Assigning over an answer would merge the two.
    context.res = undefined;
    context.res = new Response(heldOpen(bytes, request, limits), { status, headers });
  };
}

function hasUnreadBody(request: IncomingMessage): boolean {
  const { 'content-length': length, 'transfer-encoding': chunked } = request.headers;
  return !request.complete && !request.destroyed && (Number(length ?? 0) > 0 || chunked !== undefined);
}

/** The answer's bytes at once; their end, after which the connection is closed, when the request is drained. */
function heldOpen(
  bytes: Uint8Array,
  request: IncomingMessage,
  limits: DrainLimits,
): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(bytes);
      await drained(request, limits);
      controller.close();
    },
  });
}

/** Resolves when nothing more of the request is worth waiting for; never rejects. */
function drained(request: IncomingMessage, { maxBytes, maxMs, idleMs }: DrainLimits): Promise<void> {
  return new Promise(resolve => {
    const idle = setTimeout(done, idleMs);
    const total = setTimeout(done, maxMs);
    let bytes = 0;
    function done(): void {
      clearTimeout(idle);
      clearTimeout(total);
      request.off('data', onData);
      resolve();
    }
    function onData(chunk: Buffer): void {
      bytes += chunk.length;
      // What comes now is not read any more, but the answer still has until the client falls idle to be read.
      if (bytes > maxBytes) request.pause();
      else idle.refresh();
    }
    request.on('error', done);
    request.once('close', done);
    request.once('end', done);
    neverContinue(request);
    request.on('data', onData);
    request.resume();
  });
}
