import type { RouteConfig } from '@hono/zod-openapi';
import { type ErrorBody, errorAnswer } from './error.ts';

type Responses = RouteConfig['responses'];

/** Of every POST whose caller is known, among the components. */
export const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    "A name of the client's own for this request, such as a UUID: for a day the same request under the same name happens once, and gets the same answer again, whatever `Accept` and `Prefer` say by then. 5xx and 429 are not kept, and an answer that is a picture itself only as long as results are.",
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
  example: '8e03978e-40d5-43dd-bc93-6894a57f9324',
} as const;

/** Comes with an answer that was given before. */
export const IDEMPOTENCY_REPLAYED = {
  description: '`true` where this is the answer that an earlier request with the same `Idempotency-Key` got',
  schema: { type: 'string' },
} as const;

const STILL_RUNNING: ErrorBody = {
  error: 'still_running',
  message: 'A request with this Idempotency-Key is still at work',
};
const REUSED: ErrorBody = {
  error: 'idempotency_key_reused',
  message: 'This Idempotency-Key was sent before with another body; choose a new one',
};

const INVALID_KEY: ErrorBody = {
  error: 'invalid_request',
  message: 'The request is not valid',
  details: {
    fields: [
      {
        path: 'Idempotency-Key',
        message: 'Idempotency-Key must be 1 to 255 visible ASCII characters',
      },
    ],
  },
};
const TOO_LONG: ErrorBody = {
  error: 'payload_too_large',
  message: 'The body must not be longer than 1024 KiB',
  details: { limit_bytes: 1_048_576 },
};

/** What every POST whose caller is known can be told, among the components. */
export const IDEMPOTENCY_RESPONSES = {
  InvalidIdempotencyKey: errorAnswer('The `Idempotency-Key` is none', [INVALID_KEY]),
  BodyTooLong: errorAnswer('There is a body, and it is too long', [TOO_LONG]),
  StillRunning: errorAnswer(STILL_RUNNING.message, [STILL_RUNNING]),
  IdempotencyKeyReused: errorAnswer(REUSED.message, [REUSED]),
};

/** 410 where the answer that is kept was a picture, which has expired. */
export const answerExpired = errorAnswer(
  'This request was answered before, with a picture that has expired',
  [{ error: 'expired', message: 'The picture of this answer has expired' }],
);

/** Adds what a request with an `Idempotency-Key` can be told. */
export function withIdempotency(responses: Responses): Responses {
  const replayed = { 'Idempotency-Replayed': { $ref: '#/components/headers/IdempotencyReplayed' } };
  const told = Object.entries(responses).map(([status, response]) => [
    status,
    '$ref' in response || Number(status) >= 300
      ? response
      : { ...response, headers: { ...response.headers, ...replayed } },
  ]);
  return {
    // Routes that take a body have these of their own.
    400: { $ref: '#/components/responses/InvalidIdempotencyKey' },
    413: { $ref: '#/components/responses/BodyTooLong' },
    ...Object.fromEntries(told),
    409: added(responses[409], STILL_RUNNING, 'StillRunning'),
    422: added(responses[422], REUSED, 'IdempotencyKeyReused'),
  };
}

/** An error beside those that a route has under the same status, or the component that has it alone. */
function added(own: Responses[number] | undefined, error: ErrorBody, component: string) {
  if (!own || '$ref' in own) return { $ref: `#/components/responses/${component}` };
  const { description, headers, content } = own as ReturnType<typeof errorAnswer>;
  const errors = Object.values(content['application/json'].examples).map(({ value }) => value);
  const both = errorAnswer(`${description}; or: ${error.message.toLowerCase()}`, [...errors, error]);
  return { ...both, ...(headers && { headers }) };
}
