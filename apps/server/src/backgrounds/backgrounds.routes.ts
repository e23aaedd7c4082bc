import {
  type BackgroundPage,
  createBackgroundRoute,
  deleteBackgroundRoute,
  generateBackgroundRoute,
  listBackgroundsRoute,
  readBackgroundRoute,
} from '@backgroundfx/contract';
import type { TypedResponse } from 'hono';
import type { Gates } from '../platform/gates.ts';
import { jsonLimit } from '../platform/json-limit.ts';
import { newRouter } from '../platform/router.ts';
import type { BackgroundsService } from './backgrounds.service.ts';

/** `/backgrounds`: what can be laid behind a subject. */
export function backgroundsRoutes(service: BackgroundsService, gates: Gates): ReturnType<typeof newRouter> {
  const routes = newRouter();
  routes.openapi({ ...listBackgroundsRoute, middleware: gates.metered }, async context => {
    const page = await service.list(context.get('user').id, context.req.valid('query'));
    const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
    // Text already: most of it is the same for everybody.
    const answer: Response = context.body(page, 200, headers);
    return answer as Response & TypedResponse<BackgroundPage, 200, 'json'>;
  });
  routes.use(generateBackgroundRoute.getRoutingPath(), jsonLimit());
  routes.openapi({ ...generateBackgroundRoute, middleware: gates.once.metered }, async context => {
    const { signal } = context.req.raw;
    const request = { userId: context.get('user').id, signal, id: context.get('once')?.id };
    const background = await service.generate(context.req.valid('json'), request);
    context.header('Location', `/v1/backgrounds/${background.id}`);
    context.header('Cache-Control', 'no-store');
    return context.json(background, 201);
  });
  // Not `openapi`: it is to leave the body alone.
  routes.post(createBackgroundRoute.getRoutingPath(), gates.once.metered, async context => {
    const { signal } = context.req.raw;
    const request = { userId: context.get('user').id, signal, id: context.get('once')?.id };
    const background = await service.upload(context.env.incoming, request);
    context.header('Location', `/v1/backgrounds/${background.id}`);
    context.header('Cache-Control', 'no-store');
    return context.json(background, 201);
  });
  routes.openapi({ ...readBackgroundRoute, middleware: gates.metered }, async context => {
    const background = await service.read(context.get('user').id, context.req.valid('param').id);
    context.header('Cache-Control', 'no-store');
    return context.json(background, 200);
  });
  routes.openapi({ ...deleteBackgroundRoute, middleware: gates.metered }, async context => {
    await service.delete(context.get('user').id, context.req.valid('param').id);
    return context.body(null, 204);
  });
  return routes;
}
