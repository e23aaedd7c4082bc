import { type Context, Hono } from 'hono';
import type { Logger } from 'pino';
import { type DocsDeps, docsRoutes } from './docs/docs.routes.ts';
import { documentRoutes } from './document/document.routes.ts';
import { type HealthDeps, healthRoutes } from './health/health.routes.ts';
import { type MetricsDeps, metricsRoutes } from './metrics/metrics.routes.ts';
import { type ModelsDeps, modelsRoutes } from './models/models.routes.ts';
import { allowedMethods } from './platform/allowed-methods.ts';
import type { AppEnv } from './platform/app-env.ts';
import { crossOrigin } from './platform/cross-origin.ts';
import { answerError } from './platform/error-answers.ts';
import type { Ids } from './platform/ids.ts';
import type { Metrics } from './platform/metrics/metrics.ts';
import { requestContext } from './platform/request-context.ts';
import type { newRouter } from './platform/router.ts';
import { securityHeaders } from './platform/security-headers.ts';
import { lingeringAnswers } from './platform/upload/lingering-answers.ts';
import { type WebDeps, webRoutes } from './web/web.routes.ts';

export interface AppDeps extends ModelsDeps, WebDeps, HealthDeps, DocsDeps {
  readonly log: Logger;
  readonly ids: Ids;
  /** `/metrics`, and what counts requests for it; neither when absent. */
  readonly metrics?: Omit<MetricsDeps, 'metrics'> & { readonly metrics: Metrics };
  /** Pages of other origins that may call the API; none when absent. */
  readonly corsOrigins?: readonly string[];
  /** The capabilities of the API, mounted under `/v1`. */
  readonly api: readonly ReturnType<typeof newRouter>[];
}

/** Paths that programs call: their errors are JSON. Everything else is for people. */
const FOR_PROGRAMS = /^\/(v\d+|api|models|metrics)(\/|$)/;

/** Puts the server together. It does not listen. */
export function buildApp(deps: AppDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.use(requestContext({ ...deps, count: deps.metrics?.metrics.http }));
  app.use(securityHeaders);
  app.use(lingeringAnswers());
  if (deps.corsOrigins?.length) app.use('/v1/*', crossOrigin(deps.corsOrigins));
  const api = apiRoutes(deps);
  app.route('/', api);
  app.route('/', docsRoutes(deps));
  app.get('*', async (context, next) => {
    if (FOR_PROGRAMS.test(context.req.path)) return context.notFound();
    return next();
  });
  app.route('/', webRoutes(deps));
  app.notFound(context => {
    context.header('Cache-Control', 'no-store');
    if (FOR_PROGRAMS.test(context.req.path)) return answerUnrouted(context, api);
    return context.text('There is nothing here.\n', 404);
  });
  app.onError(answerError);
  return app;
}

/** Everything that programs call. */
function apiRoutes(deps: AppDeps): Hono<AppEnv> {
  const api = new Hono<AppEnv>();
  api.route('/', modelsRoutes(deps));
  if (deps.metrics) api.route('/', metricsRoutes(deps.metrics));
  api.route('/v1', healthRoutes(deps));
  api.route('/v1', documentRoutes());
  for (const routes of deps.api) api.route('/v1', routes);
  return api;
}

/** For a request that no route answers: 204 to OPTIONS, 405 to a method that the path does not have, else 404. */
function answerUnrouted(context: Context<AppEnv>, api: Hono<AppEnv>): Response {
  const { method, path } = context.req;
  const allowed = allowedMethods(api, path);
  // A route that is there can still find nothing.
  if (allowed.length > 0 && (method === 'OPTIONS' || !allowed.includes(method))) {
    context.header('Allow', allowed.join(', '));
    if (method === 'OPTIONS') return context.body(null, 204);
    return context.json({ error: 'method_not_allowed', message: `${path} does not answer ${method}` }, 405);
  }
  return context.json({ error: 'not_found', message: `Nothing answers ${method} ${path}` }, 404);
}
