import { Hono } from 'hono';

/** Resolves with what is wrong, for people; undefined when all is well. */
export type Check = () => Promise<string | undefined>;

export interface HealthDeps {
  readonly checks: Readonly<Record<'database' | 'model' | 'disk', Check>>;
}

/**
 * `GET /health`: the process answers; nothing else is asked. `GET /ready`: work can be done here now; 503 with what is
 * wrong otherwise.
 */
export function healthRoutes({ checks }: HealthDeps): Hono {
  const routes = new Hono();
  routes.get('/health', context => {
    context.header('Cache-Control', 'no-store');
    return context.json({ status: 'ok' });
  });
  routes.get('/ready', async context => {
    context.header('Cache-Control', 'no-store');
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, (await check()) ?? 'ok'] as const),
    );
    const ready = results.every(([, result]) => result === 'ok');
    const body = { status: ready ? 'ready' : 'not_ready', checks: Object.fromEntries(results) };
    return context.json(body, ready ? 200 : 503);
  });
  return routes;
}
