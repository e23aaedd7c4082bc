import { deleteUserRoute, readUserRoute, type User, updateUserRoute } from '@backgroundfx/contract';
import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../platform/app-env.ts';
import { clientAddress } from '../platform/client-address.ts';
import type { Gates } from '../platform/gates.ts';
import { jsonLimit } from '../platform/json-limit.ts';
import { newRouter } from '../platform/router.ts';
import type { UserRecord } from './user.repository.ts';
import type { UsersService } from './users.service.ts';

export interface UsersGates {
  readonly gates: Gates;
  /** Stands behind another gate, and lets no API key pass. */
  readonly requireLogin: MiddlewareHandler<AppEnv>;
  /** Proxies in front of the server. */
  readonly trustedProxies: number;
}

/** `GET`, `PATCH` and `DELETE /users/me`. */
export function usersRoutes(
  service: UsersService,
  { gates, requireLogin, trustedProxies }: UsersGates,
): ReturnType<typeof newRouter> {
  const routes = newRouter();
  const known = [gates.metered, requireLogin];
  routes.use('/users/me', jsonLimit());
  routes.openapi({ ...readUserRoute, middleware: gates.metered }, async context => {
    context.header('Cache-Control', 'no-store');
    return context.json(toUser(await service.read(context.get('user').id)), 200);
  });
  routes.openapi({ ...updateUserRoute, middleware: known }, async context => {
    const address = clientAddress(context, trustedProxies);
    const user = await service.update(context.get('user').id, context.req.valid('json'), address);
    context.header('Cache-Control', 'no-store');
    return context.json(toUser(user), 200);
  });
  routes.openapi({ ...deleteUserRoute, middleware: known }, async context => {
    await service.delete(context.get('user').id);
    return context.body(null, 204);
  });
  return routes;
}

function toUser({ createdAt, ...user }: UserRecord): User {
  return { ...user, created_at: createdAt.toISOString() };
}
