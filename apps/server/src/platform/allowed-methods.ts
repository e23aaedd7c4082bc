import type { Hono } from 'hono';
import type { AppEnv } from './app-env.ts';

/** Whatever is registered for every method is middleware. */
const ALL = 'ALL';

/**
 * Methods that a path of a router answers, as its routes say: those registered, HEAD with GET, and OPTIONS. None where
 * the router does not know the path.
 */
export function allowedMethods(router: Pick<Hono<AppEnv>, 'routes' | 'router'>, path: string): string[] {
  const registered = [...new Set(router.routes.map(({ method }) => method))].filter(method => {
    if (method === ALL) return false;
    const [handlers] = router.router.match(method, path);
    return handlers.some(([[, route]]) => route.method === method);
  });
  if (registered.length === 0) return [];
  return [...registered, ...(registered.includes('GET') ? ['HEAD'] : []), 'OPTIONS'];
}
