import { documentRoute, openApiDocument } from '@backgroundfx/contract';
import { newRouter } from '../platform/router.ts';

/** `GET /openapi.json`: what this server answers to, for programs. */
export function documentRoutes(): ReturnType<typeof newRouter> {
  const text = JSON.stringify(openApiDocument());
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache' };
  const routes = newRouter();
  routes.get(documentRoute.getRoutingPath(), context => context.body(text, 200, headers));
  return routes;
}
