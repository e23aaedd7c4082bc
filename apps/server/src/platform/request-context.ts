import type { MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';
import type { AppEnv } from './app-env.ts';
import type { Ids } from './ids.ts';

/** A client's own request id is taken over when it is harmless in a log line and a header. */
const CLIENT_ID = /^[\w.:-]{1,128}$/;
/** Requests of programs are worth a line each; the editor's own files are not. */
const OF_PROGRAMS = /^\/v\d+\//;

/**
 * Gives every request its id (`X-Request-Id`, sent back) and its log, and writes one line when the answer begins: method,
 * path without query, status, milliseconds.
 */
export function requestContext({ log, ids }: { log: Logger; ids: Ids }): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const asked = context.req.header('X-Request-Id');
    const requestId = asked && CLIENT_ID.test(asked) ? asked : ids.next();
    const child = log.child({ request_id: requestId });
    context.set('requestId', requestId);
    context.set('log', child);
    const began = performance.now();
    await next();
    context.res.headers.set('X-Request-Id', requestId);
    const { method, path } = context.req;
    const { status } = context.res;
    const line = { method, path, status, ms: Math.round(performance.now() - began) };
    if (status >= 500) child.warn(line, 'request');
    else if (OF_PROGRAMS.test(path)) child.info(line, 'request');
    else child.debug(line, 'request');
  };
}
