import {
  type AuthResponse,
  loginRoute,
  logoutRoute,
  refreshRoute,
  registerRoute,
} from '@backgroundfx/contract';
import { clientAddress } from '../platform/client-address.ts';
import { jsonLimit } from '../platform/json-limit.ts';
import { newRouter } from '../platform/router.ts';
import type { AuthService, Session } from './auth.service.ts';

/**
 * `POST /auth/register`, `/auth/login`, `/auth/refresh` and `/auth/logout`.
 * @param proxies how many stand in front of the server
 */
export function authRoutes(service: AuthService, proxies: number): ReturnType<typeof newRouter> {
  const routes = newRouter();
  routes.use('/auth/*', jsonLimit());
  routes.openapi(registerRoute, async context => {
    const session = await service.register(context.req.valid('json'), clientAddress(context, proxies));
    context.header('Cache-Control', 'no-store');
    return context.json(toResponse(session), 201);
  });
  routes.openapi(loginRoute, async context => {
    const session = await service.login(context.req.valid('json'), clientAddress(context, proxies));
    context.header('Cache-Control', 'no-store');
    return context.json(toResponse(session), 200);
  });
  routes.openapi(refreshRoute, async context => {
    const session = await service.refresh(context.req.valid('json').refresh_token);
    context.header('Cache-Control', 'no-store');
    return context.json(toResponse(session), 200);
  });
  routes.openapi(logoutRoute, async context => {
    await service.logout(context.req.valid('json').refresh_token);
    return context.body(null, 204);
  });
  return routes;
}

function toResponse({ accessToken, refreshToken, account }: Session): AuthResponse {
  const { id, email, name, plan, createdAt } = account;
  return {
    token: accessToken,
    refresh_token: refreshToken,
    user: { id, email, name, plan, created_at: createdAt.toISOString() },
  };
}
