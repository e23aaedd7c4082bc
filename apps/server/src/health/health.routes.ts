import { Hono } from 'hono';

/** `GET /v1/health`: the process answers. */
export const healthRoutes = new Hono().get('/v1/health', context => {
  context.header('Cache-Control', 'no-store');
  return context.json({ status: 'ok' });
});
