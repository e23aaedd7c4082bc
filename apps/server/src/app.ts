import { Hono } from 'hono';
import { healthRoutes } from './health/health.routes.ts';
import { type ModelsDeps, modelsRoutes } from './models/models.routes.ts';
import { securityHeaders } from './platform/security-headers.ts';
import { type WebDeps, webRoutes } from './web/web.routes.ts';

export interface AppDeps extends ModelsDeps, WebDeps {
  /** Takes one line about an error that no client caused. */
  readonly logError: (line: string) => void;
}

/** Paths that programs call: their errors are JSON. Everything else is for people. */
const FOR_PROGRAMS = /^\/(v\d+|api|models)(\/|$)/;

/** Puts the server together. It does not listen. */
export function buildApp(deps: AppDeps): Hono {
  const app = new Hono();
  app.use(securityHeaders);
  app.route('/', healthRoutes);
  app.route('/', modelsRoutes(deps));
  app.get('*', async (context, next) => {
    if (FOR_PROGRAMS.test(context.req.path)) return context.notFound();
    return next();
  });
  app.route('/', webRoutes(deps));
  app.notFound(context => {
    context.header('Cache-Control', 'no-store');
    const { method, path } = context.req;
    if (!FOR_PROGRAMS.test(path)) return context.text('There is nothing here.\n', 404);
    return context.json({ error: 'not_found', message: `Nothing answers ${method} ${path}` }, 404);
  });
  app.onError((error, context) => {
    deps.logError(`${context.req.method} ${context.req.path}: ${error.stack ?? error.message}`);
    context.header('Cache-Control', 'no-store');
    return context.json({ error: 'internal', message: 'Something went wrong on the server' }, 500);
  });
  return app;
}
