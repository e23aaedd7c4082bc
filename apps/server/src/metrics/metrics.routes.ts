import { createHash, timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { ApiError } from '../platform/api-error.ts';
import type { AppEnv } from '../platform/app-env.ts';
import type { Metrics } from '../platform/metrics/metrics.ts';

export interface MetricsDeps {
  readonly metrics: Pick<Metrics, 'contentType' | 'text'>;
  /** Whoever shows it may read from anywhere; without one, programs of this machine may. */
  readonly token: string | undefined;
  /** Whether a proxy stands in front: whoever comes through it seems to be of this machine. */
  readonly behindProxy: boolean;
}

const LOOPBACK = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;
const LOCAL_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;
/** How the names of headers begin that proxies add, each its own few of them, and browsers for other pages. */
const FROM_ELSEWHERE = /^(forwarded|x-forwarded|x-real-ip|cf-|true-client-ip|via|origin)/i;

/** `GET /metrics`, for Prometheus. To others than those who may read it, it is not there. */
export function metricsRoutes({ metrics, token, behindProxy }: MetricsDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  return routes.get('/metrics', async context => {
    if (token !== undefined) checkToken(context, token);
    else if (behindProxy || !isLocal(context)) return context.notFound();
    const headers = { 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' };
    return context.body(await metrics.text(), 200, headers);
  });
}

/** @throws ApiError 401 */
function checkToken(context: Context<AppEnv>, token: string): void {
  const [, shown = ''] = /^Bearer +(\S+)$/i.exec(context.req.header('Authorization') ?? '') ?? [];
  if (timingSafeEqual(digest(shown), digest(token))) return;
  throw new ApiError(401, 'unauthorized', 'The metrics need their own token', {
    headers: { 'WWW-Authenticate': 'Bearer' },
  });
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** The `Host` is looked at because a page in a browser of this machine can have a name that leads here. */
function isLocal(context: Context<AppEnv>): boolean {
  const address = context.env?.incoming?.socket.remoteAddress ?? '';
  if (!LOOPBACK.test(address) || !LOCAL_HOST.test(context.req.header('Host') ?? '')) return false;
  return !Object.keys(context.req.header()).some(name => FROM_ELSEWHERE.test(name));
}
