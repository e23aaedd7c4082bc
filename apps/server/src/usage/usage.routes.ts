import { readUsageRoute, type Usage } from '@backgroundfx/contract';
import type { Gates } from '../platform/gates.ts';
import { newRouter } from '../platform/router.ts';
import type { Allowance } from './allowance.ts';
import { WINDOW_SECONDS } from './plan-limits.ts';
import type { UsageService } from './usage.service.ts';

/** `GET /users/me/usage`, which costs nothing. */
export function usageRoutes(service: UsageService, gates: Gates): ReturnType<typeof newRouter> {
  const routes = newRouter();
  routes.openapi({ ...readUsageRoute, middleware: gates.free }, async context => {
    const allowance = await service.read(context.get('user'));
    context.header('Cache-Control', 'no-store');
    return context.json(toUsage(allowance), 200);
  });
  return routes;
}

function toUsage({ plan, limit, used, remaining, resetAt, total }: Allowance): Usage {
  return {
    plan,
    limit: limit ?? null,
    used,
    remaining: remaining ?? null,
    window_seconds: WINDOW_SECONDS,
    reset_at: resetAt.toISOString(),
    total,
  };
}
