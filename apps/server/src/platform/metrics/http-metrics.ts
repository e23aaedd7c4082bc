import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';
import { Counter, Histogram, type Registry } from 'prom-client';
import type { AppEnv } from '../app-env.ts';

/** For whatever no route names: the editor's files, paths that nobody answers. A path itself is never a label. */
const OTHER = 'other';
/** Registered for every method: middleware, which answers for many routes. */
const ALL = 'ALL';
/** Seconds; from a list that is read from memory to a batch that takes minutes to arrive. */
const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

type RouterRoute = ReturnType<typeof matchedRoutes>[number];

/** Answers of one route to one method. */
interface Tally {
  readonly labels: { readonly method: string; readonly route: string };
  readonly seconds: Histogram.Internal<string>;
  /** How many there were of each status. */
  readonly statuses: Map<number, number>;
}

/** To be called for every answer, with the time that it took to begin. Light: it is called for every one. */
export type CountAnswer = (context: Context<AppEnv>, milliseconds: number) => void;

/** Counts answers by method, route (as the API's document writes it) and status. */
export function httpMetrics(registry: Registry): CountAnswer {
  const byRoute = new Map<RouterRoute | undefined, Map<string, Tally>>();
  new Counter({
    name: 'backgroundfx_http_requests_total',
    help: 'Requests that were answered. Route is a pattern of the API, or "other".',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
    collect() {
      this.reset();
      for (const byMethod of byRoute.values()) {
        for (const { labels, statuses } of byMethod.values())
          for (const [status, count] of statuses) this.inc({ ...labels, status }, count);
      }
    },
  });
  const seconds = new Histogram({
    name: 'backgroundfx_http_request_duration_seconds',
    help: 'From the headers of a request to the beginning of its answer.',
    labelNames: ['method', 'route'],
    buckets: BUCKETS,
    registers: [registry],
  });

  function tallyOf(method: string, route: RouterRoute | undefined): Tally {
    const byMethod = byRoute.get(route) ?? new Map<string, Tally>();
    byRoute.set(route, byMethod);
    const known = byMethod.get(method);
    if (known) return known;
    const labels = { method, route: route ? patternOf(route) : OTHER };
    const tally = { labels, seconds: seconds.labels(labels), statuses: new Map() };
    byMethod.set(method, tally);
    return tally;
  }

  return (context, milliseconds) => {
    const tally = tallyOf(context.req.method, matchedRoutes(context).find(isNamed));
    const { status } = context.res;
    tally.statuses.set(status, (tally.statuses.get(status) ?? 0) + 1);
    tally.seconds.observe(milliseconds / 1000);
  };
}

/** Whether a route is the one that could answer, whoever answered for it. */
function isNamed({ method, path }: RouterRoute): boolean {
  return method !== ALL && !path.endsWith('*');
}

function patternOf({ path }: RouterRoute): string {
  return path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}');
}
