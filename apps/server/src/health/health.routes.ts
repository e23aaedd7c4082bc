import { healthRoute, type Readiness, readyRoute } from '@backgroundfx/contract';
import { newRouter } from '../platform/router.ts';

/** Resolves with what is wrong, for people; undefined when all is well. */
export type Check = () => Promise<string | undefined>;

export interface HealthDeps {
  readonly checks: Readonly<Record<keyof Readiness['checks'], Check>>;
}

const WELL = 'ok';

/** `GET /health`: the process answers; nothing else is asked. `GET /ready`: work can be done here now, or what is wrong. */
export function healthRoutes({ checks }: HealthDeps): ReturnType<typeof newRouter> {
  const routes = newRouter();
  routes.openapi(healthRoute, context => {
    context.header('Cache-Control', 'no-store');
    return context.json({ status: 'ok' as const }, 200);
  });
  routes.openapi(readyRoute, async context => {
    context.header('Cache-Control', 'no-store');
    const [database = WELL, model = WELL, disk = WELL] = await Promise.all([
      checks.database(),
      checks.model(),
      checks.disk(),
    ]);
    const ready = [database, model, disk].every(result => result === WELL);
    const body = { status: ready ? 'ready' : 'not_ready', checks: { database, model, disk } } as const;
    return context.json(body, ready ? 200 : 503);
  });
  return routes;
}
