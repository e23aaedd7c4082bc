import { OpenAPIHono } from '@hono/zod-openapi';
import { invalidRequest } from './api-error.ts';
import type { AppEnv } from './app-env.ts';

/** A router for routes of the contract: what its schemas refuse is answered with 400 `invalid_request`. */
export function newRouter(): OpenAPIHono<AppEnv> {
  return new OpenAPIHono<AppEnv>({
    defaultHook: result => {
      if (result.success) return;
      throw invalidRequest(
        result.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message })),
      );
    },
  });
}
