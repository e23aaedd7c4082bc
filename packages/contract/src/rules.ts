import type { RouteConfig } from '@hono/zod-openapi';
import type { errorAnswer } from './error.ts';
import { IDEMPOTENCY_RESPONSES, withIdempotency } from './idempotency.ts';
import { RATE_LIMIT_EXCEEDED, type Units, withRateLimit } from './limits.ts';

/** Schemas in them are references: the routes bring the schema itself. */
const ERROR_REFERENCE = { schema: { $ref: '#/components/schemas/Error' } };

type SharedAnswer = Omit<ReturnType<typeof errorAnswer>, 'headers'> & {
  readonly headers?: Readonly<Record<string, unknown>>;
};

function shared({ content, ...answer }: SharedAnswer) {
  const { examples } = content['application/json'];
  const headers = { ...answer.headers, 'X-Request-Id': { $ref: '#/components/headers/RequestId' } };
  return { ...answer, headers, content: { 'application/json': { ...ERROR_REFERENCE, examples } } };
}

/** Answers that many routes have, among the components. */
export const SHARED_RESPONSES = {
  RateLimitExceeded: shared(RATE_LIMIT_EXCEEDED),
  InvalidIdempotencyKey: shared(IDEMPOTENCY_RESPONSES.InvalidIdempotencyKey),
  BodyTooLong: shared(IDEMPOTENCY_RESPONSES.BodyTooLong),
  StillRunning: shared(IDEMPOTENCY_RESPONSES.StillRunning),
  IdempotencyKeyReused: shared(IDEMPOTENCY_RESPONSES.IdempotencyKeyReused),
};

export const BOTH_CREDENTIALS = [{ BearerAuth: [] }, { ApiKeyAuth: [] }];

/** Adds what follows from the rules that hold for every route: who may call it, what it costs, what happens once. */
export function inFull({ responses, ...route }: RouteConfig): RouteConfig {
  if (!route.security?.length) return { ...route, responses: withRequestId(responses) };
  const units: Units = route['x-units'] ?? 'request';
  const posted = route.method === 'post';
  const limited = units === 'none' ? responses : withRateLimit(responses);
  return {
    ...route,
    'x-units': units,
    security: route['x-api-keys'] === false ? [{ BearerAuth: [] }] : BOTH_CREDENTIALS,
    ...(posted && { parameters: [{ $ref: '#/components/parameters/IdempotencyKey' }] }),
    responses: withRequestId(posted ? withIdempotency(limited) : limited),
  };
}

function withRequestId(responses: RouteConfig['responses']): RouteConfig['responses'] {
  const named = { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } };
  return Object.fromEntries(
    Object.entries(responses).map(([status, response]) => [
      status,
      '$ref' in response ? response : { ...response, headers: { ...response.headers, ...named } },
    ]),
  );
}
