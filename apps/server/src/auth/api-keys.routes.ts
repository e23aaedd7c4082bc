import { type ApiKey, createApiKeyRoute, deleteApiKeyRoute, listApiKeysRoute } from '@backgroundfx/contract';
import type { Gates } from '../platform/gates.ts';
import { jsonLimit } from '../platform/json-limit.ts';
import { newRouter } from '../platform/router.ts';
import type { ApiKeyRecord } from './api-key.repository.ts';
import type { ApiKeyService } from './api-key.service.ts';
import { requireLogin } from './require-user.ts';

/** `POST`, `GET` and `DELETE /users/me/api-keys`. */
export function apiKeyRoutes(service: ApiKeyService, gates: Gates): ReturnType<typeof newRouter> {
  const routes = newRouter();
  routes.use('/users/me/api-keys', jsonLimit());
  const create = { ...createApiKeyRoute, middleware: [gates.once.metered, requireLogin] };
  routes.openapi(create, async context => {
    const { name } = context.req.valid('json');
    const { key, ...record } = await service.create(context.get('user').id, name, context.get('once')?.id);
    context.header('Cache-Control', 'no-store');
    return context.json({ ...toApiKey(record), key }, 201);
  });
  routes.openapi({ ...listApiKeysRoute, middleware: gates.metered }, async context => {
    const items = (await service.list(context.get('user').id)).map(toApiKey);
    context.header('Cache-Control', 'no-store');
    return context.json({ items, total: items.length }, 200);
  });
  routes.openapi({ ...deleteApiKeyRoute, middleware: [gates.metered, requireLogin] }, async context => {
    await service.delete(context.get('user').id, context.req.valid('param').id);
    return context.body(null, 204);
  });
  return routes;
}

function toApiKey({ id, name, prefix, createdAt, lastUsedAt }: ApiKeyRecord): ApiKey {
  return {
    id,
    name,
    prefix,
    created_at: createdAt.toISOString(),
    last_used_at: lastUsedAt?.toISOString() ?? null,
  };
}
