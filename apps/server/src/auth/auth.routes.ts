import { type AuthResponse, loginRoute, registerRoute } from '@backgroundfx/contract';
import { jsonLimit } from '../platform/json-limit.ts';
import { newRouter } from '../platform/router.ts';
import type { AuthService, Session } from './auth.service.ts';

/** `POST /auth/register` and `POST /auth/login`. */
export function authRoutes(service: AuthService): ReturnType<typeof newRouter> {
  const routes = newRouter();
  routes.use('/auth/*', jsonLimit());
  routes.openapi(registerRoute, async context => {
    const session = await service.register(context.req.valid('json'));
    context.header('Cache-Control', 'no-store');
    return context.json(toResponse(session), 201);
  });
  routes.openapi(loginRoute, async context => {
    const session = await service.login(context.req.valid('json'));
    context.header('Cache-Control', 'no-store');
    return context.json(toResponse(session), 200);
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
