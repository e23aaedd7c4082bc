import {
  createModelRoute,
  deleteModelRoute,
  listModelsRoute,
  type Model,
  readModelRoute,
} from '@backgroundfx/contract';
import { ApiError } from '../platform/api-error.ts';
import type { Gates } from '../platform/gates.ts';
import { offsetOf, toPage } from '../platform/paging.ts';
import { newRouter } from '../platform/router.ts';
import { ownModel } from './model-answer.ts';
import type { OwnModelsService } from './own/own-models.service.ts';

export interface ModelsApiDeps {
  readonly own: OwnModelsService;
  /** Models that everybody has. */
  readonly shared: { all(): Promise<readonly Model[]>; find(id: string): Promise<Model | undefined> };
  readonly gates: Gates;
}

/** `/models` of the API: the models of this server, and users' own. */
export function modelsApiRoutes({ own, shared, gates }: ModelsApiDeps): ReturnType<typeof newRouter> {
  const routes = newRouter();
  // Not `openapi`: it is to leave the body alone.
  routes.post(createModelRoute.getRoutingPath(), gates.once.metered, async context => {
    const { signal } = context.req.raw;
    const userId = context.get('user').id;
    const id = context.get('once')?.id;
    const model = await own.add({ message: context.env.incoming, userId, signal, id });
    context.header('Location', `/v1/models/${model.id}`);
    context.header('Cache-Control', 'no-store');
    return context.json(ownModel(model), 202);
  });
  routes.openapi({ ...listModelsRoute, middleware: gates.metered }, async context => {
    const wish = context.req.valid('query');
    const mine = await own.list(context.get('user').id);
    const all = [...mine.map(ownModel), ...(await shared.all())];
    const items = all.slice(offsetOf(wish), offsetOf(wish) + wish.limit);
    context.header('Cache-Control', 'no-store');
    return context.json(toPage({ items, total: all.length }, wish), 200);
  });
  routes.openapi({ ...readModelRoute, middleware: gates.free }, async context => {
    const { id } = context.req.valid('param');
    const model = (await shared.find(id)) ?? ownModel(await own.read(context.get('user').id, id));
    context.header('Cache-Control', 'no-store');
    return context.json(model, 200);
  });
  routes.openapi({ ...deleteModelRoute, middleware: gates.metered }, async context => {
    const { id } = context.req.valid('param');
    if (await shared.find(id)) {
      throw new ApiError(403, 'forbidden', 'A model of the catalog cannot be deleted');
    }
    await own.delete(context.get('user').id, id);
    return context.body(null, 204);
  });
  return routes;
}
