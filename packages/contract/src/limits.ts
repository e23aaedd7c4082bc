import type { RouteConfig } from '@hono/zod-openapi';
import { type ErrorBody, errorAnswer, type Header, RETRY_HEADERS } from './error.ts';

type Responses = RouteConfig['responses'];

/** What a request costs: nothing, a unit, or a unit for each picture. Routes say so where it is not a unit. */
export type Units = 'none' | 'request' | 'picture';

const text = (description: string): Header => ({ description, schema: { type: 'string' } });
const whole = (description: string): Header => ({ description, schema: { type: 'integer' } });

/** Come with every answer to a request that costs units, by their names among the components. */
export const RATE_LIMIT_COMPONENTS: Readonly<
  Record<string, { readonly name: string; readonly header: Header }>
> = {
  RateLimitPolicy: {
    name: 'RateLimit-Policy',
    header: text('The plan, its units (`q`) and the length of the window in seconds (`w`)'),
  },
  RateLimit: {
    name: 'RateLimit',
    header: text('The plan, the units left (`r`) and the seconds until all are there again (`t`)'),
  },
  RateLimitLimit: { name: 'X-RateLimit-Limit', header: whole('Units of a window') },
  RateLimitRemaining: { name: 'X-RateLimit-Remaining', header: whole('Units left') },
  RateLimitReset: {
    name: 'X-RateLimit-Reset',
    header: whole('When all units are there again, seconds since 1970'),
  },
};

const RATE_LIMIT_HEADERS = Object.fromEntries(
  Object.entries(RATE_LIMIT_COMPONENTS).map(([component, { name }]) => [
    name,
    { $ref: `#/components/headers/${component}` },
  ]),
);

const RATE_LIMITED: readonly ErrorBody[] = [
  {
    error: 'rate_limited',
    message: 'All 100 units of this hour are used up',
    details: { limit: 100, remaining: 0, requested: 1, reset: '2026-01-31T13:00:00.000Z' },
  },
  {
    error: 'rate_limited',
    message: '40 units are asked for and 12 are left of the 100 of this hour',
    details: { limit: 100, remaining: 12, requested: 40, reset: '2026-01-31T13:00:00.000Z' },
  },
  {
    error: 'rate_limited',
    message: 'At most 32 requests can be under way at once',
    details: { at_once: 32 },
  },
];

/** 429 of every request that costs units, among the components. */
export const RATE_LIMIT_EXCEEDED = {
  ...errorAnswer('Too many requests in this hour, or at once', RATE_LIMITED, RETRY_HEADERS),
  headers: { ...RETRY_HEADERS, ...RATE_LIMIT_HEADERS },
};

/** 429 of the routes that take a password. */
export const tooManyLogins = errorAnswer(
  'Too many logins failed, for this account or from this address',
  [
    {
      error: 'rate_limited',
      message: 'Too many logins failed; try again later',
      details: { reset: '2026-01-31T12:15:00.000Z' },
    },
  ],
  RETRY_HEADERS,
);

/** Adds what a request that costs units is told. */
export function withRateLimit(responses: Responses): Responses {
  const told = Object.entries(responses).map(([status, response]) => [
    status,
    '$ref' in response ? response : { ...response, headers: { ...response.headers, ...RATE_LIMIT_HEADERS } },
  ]);
  const own = responses[429];
  const refused = own
    ? merged(own as ReturnType<typeof errorAnswer>)
    : { $ref: '#/components/responses/RateLimitExceeded' };
  return { ...Object.fromEntries(told), 429: refused };
}

/** Where a route has a 429 of its own, it has these beside it. */
function merged({ description, content }: ReturnType<typeof errorAnswer>) {
  const own = Object.values(content['application/json'].examples).map(({ value }) => value);
  const both = errorAnswer(`${description}; or too many requests in this hour`, [...own, ...RATE_LIMITED]);
  return { ...both, headers: RATE_LIMIT_EXCEEDED.headers };
}
