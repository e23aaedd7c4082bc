import { createRoute, z } from '@hono/zod-openapi';
import { internal } from './error.ts';

export const healthSchema = z.object({ status: z.literal('ok') }).openapi('Health');

const check = z.string();

export const readinessSchema = z
  .object({
    status: z.enum(['ready', 'not_ready']),
    checks: z
      .object({ database: check, model: check, disk: check })
      .openapi({ description: 'Each is `ok`, or says what is wrong' }),
  })
  .openapi('Readiness');

export type Health = z.infer<typeof healthSchema>;
export type Readiness = z.infer<typeof readinessSchema>;

const READY: Readiness = { status: 'ready', checks: { database: 'ok', model: 'ok', disk: 'ok' } };
const NOT_READY: Readiness = {
  status: 'not_ready',
  checks: { database: 'ok', model: 'ok', disk: 'only 120 MB of disk are free' },
};

export const healthRoute = createRoute({
  method: 'get',
  path: '/health',
  operationId: 'readHealth',
  tags: ['Service'],
  summary: 'Whether the server lives',
  security: [],
  responses: {
    200: {
      description: 'It does',
      content: { 'application/json': { schema: healthSchema, example: { status: 'ok' } } },
    },
    500: internal,
  },
});

export const readyRoute = createRoute({
  method: 'get',
  path: '/ready',
  operationId: 'readReadiness',
  tags: ['Service'],
  summary: 'Whether the server can take work',
  security: [],
  responses: {
    200: {
      description: 'It can',
      content: { 'application/json': { schema: readinessSchema, example: READY } },
    },
    503: {
      description: 'Not now, and what is missing',
      content: { 'application/json': { schema: readinessSchema, example: NOT_READY } },
    },
    500: internal,
  },
});

export const documentRoute = createRoute({
  method: 'get',
  path: '/openapi.json',
  operationId: 'readDocument',
  tags: ['Service'],
  summary: 'This document',
  security: [],
  responses: {
    200: {
      description: 'The API, as OpenAPI 3.1',
      content: {
        'application/json': {
          schema: z.record(z.string(), z.unknown()),
          example: { openapi: '3.1.0', info: { title: 'BackgroundFX Pro API', version: '1.0.0' } },
        },
      },
    },
    500: internal,
  },
});
