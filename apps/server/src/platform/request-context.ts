import type { Context, MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';
import type { AppEnv } from './app-env.ts';
import type { Ids } from './ids.ts';

/** A client's own request id is taken over when it is harmless in a log line and a header. */
const CLIENT_ID = /^[\w.:-]{1,128}$/;
/** Requests of programs are worth a line each; the editor's own files are not. */
const OF_PROGRAMS = /^\/v\d+\//;

export interface RequestContextDeps {
  readonly log: Logger;
  readonly ids: Ids;
  /** Is told of every answer when it begins, and how long that took. */
  readonly count?: ((context: Context<AppEnv>, milliseconds: number) => void) | undefined;
}

/**
 * Gives every request its id (`X-Request-Id`, sent back) and its log, and writes one line when the answer begins: method,
 * path without query, status, milliseconds.
 */
export function requestContext({ log, ids, count }: RequestContextDeps): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const asked = context.req.header('X-Request-Id');
    const requestId = asked && CLIENT_ID.test(asked) ? asked : ids.next();
    let child: Logger | undefined;
    // Few requests write more than their line, and where that is left out most write nothing.
    const requestLog = () => {
      child ??= log.child({ request_id: requestId });
      return child;
    };
    context.set('requestId', requestId);
    context.set('log', requestLog);
    const began = performance.now();
    await next();
    context.res.headers.set('X-Request-Id', requestId);
    const { method, path } = context.req;
    const { status } = context.res;
    const taken = performance.now() - began;
    count?.(context, taken);
    const line = { method, path, status, ms: Math.round(taken) };
    const level = status >= 500 ? 'warn' : OF_PROGRAMS.test(path) ? 'info' : 'debug';
    if (log.isLevelEnabled(level)) requestLog()[level](line, 'request');
  };
}
