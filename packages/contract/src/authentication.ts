import { createRoute, z } from '@hono/zod-openapi';
import {
  BEARER_HEADERS,
  DATABASE_BUSY,
  errorAnswer,
  internal,
  jsonTooLarge,
  notJson,
  RETRY_HEADERS,
  STORAGE_FULL,
} from './error.ts';

const MIN_PASSWORD = 8;
/** Longer ones would let a stranger make the server hash for long. */
const MAX_PASSWORD = 200;
const MIN_NAME = 2;
const MAX_NAME = 200;
/** What a mail server takes (RFC 5321, 4.5.3.1.3). */
const MAX_EMAIL = 254;

export const PLANS = ['free', 'pro', 'enterprise'] as const;

/** A field of JSON that holds text, with messages for people. */
function text(field: string) {
  return z.string({
    error: ({ input }) => (input === undefined ? `${field} is required` : `${field} must be text`),
  });
}

/** What a browser's own e-mail field takes, so that a form and the API agree. */
const email = text('email')
  .trim()
  .max(MAX_EMAIL, `email must have at most ${MAX_EMAIL} characters`)
  .refine(address => z.regexes.html5Email.test(address), 'email must be an e-mail address')
  .openapi({ format: 'email' });

const password = text('password')
  .min(MIN_PASSWORD, `password must have at least ${MIN_PASSWORD} characters`)
  .max(MAX_PASSWORD, `password must have at most ${MAX_PASSWORD} characters`);

const name = text('name')
  .trim()
  .min(MIN_NAME, `name must have at least ${MIN_NAME} characters`)
  .max(MAX_NAME, `name must have at most ${MAX_NAME} characters`);

/** Refuses what is no object at all, such as a list or an empty body. */
const MUST_BE_OBJECT = 'The body must be a JSON object';

export const loginRequestSchema = z.object({ email, password }, MUST_BE_OBJECT).openapi('LoginRequest');
export const registerRequestSchema = z
  .object({ email, password, name }, MUST_BE_OBJECT)
  .openapi('RegisterRequest');

export const userSchema = z
  .object({
    id: z.uuid(),
    email: z.email(),
    name: z.string(),
    plan: z.enum(PLANS),
    created_at: z.iso.datetime(),
  })
  .openapi('User');

export const authResponseSchema = z
  .object({
    token: z.string().openapi({ description: 'Access token (JWT), to be sent as `Authorization: Bearer`' }),
    refresh_token: z.string().openapi({ description: 'Kept by the client to get the next access token' }),
    user: userSchema,
  })
  .openapi('AuthResponse');

export type LoginRequest = z.infer<typeof loginRequestSchema>;
export type RegisterRequest = z.infer<typeof registerRequestSchema>;
export type User = z.infer<typeof userSchema>;
export type AuthResponse = z.infer<typeof authResponseSchema>;

const LOGIN_EXAMPLE: LoginRequest = { email: 'ada@example.org', password: 'correct horse battery' };
const REGISTER_EXAMPLE: RegisterRequest = { ...LOGIN_EXAMPLE, name: 'Ada Lovelace' };
const AUTH_EXAMPLE: AuthResponse = {
  token: 'eyJhbGciOiJFUzI1NiIsImtpZCI6IjdmM2EifQ.eyJzdWIiOiI1YjJmIn0.c2lnbmF0dXJl',
  refresh_token: 'W0nVYbm2m0mC9Nf3m1c7w1o3k8qk2sQxq2E0a7g1yZc',
  user: {
    id: '5b2f6a0e-8f0b-4c57-9f0c-3d1e2a4b5c6d',
    email: 'ada@example.org',
    name: 'Ada Lovelace',
    plan: 'free',
    created_at: '2026-01-31T12:00:00.000Z',
  },
};

const invalid = errorAnswer('A field is missing or not as it must be', [
  {
    error: 'invalid_request',
    message: 'The request is not valid',
    details: { fields: [{ path: 'password', message: 'password must have at least 8 characters' }] },
  },
]);

const unable = errorAnswer(
  'Too many passwords wait to be hashed, or the database takes nothing now',
  [{ error: 'busy', message: 'Too many logins at once; try again soon' }, DATABASE_BUSY, STORAGE_FULL],
  RETRY_HEADERS,
);

export const registerRoute = createRoute({
  method: 'post',
  path: '/auth/register',
  operationId: 'register',
  tags: ['Authentication'],
  summary: 'Register new user',
  security: [],
  request: {
    body: {
      required: true,
      content: { 'application/json': { schema: registerRequestSchema, example: REGISTER_EXAMPLE } },
    },
  },
  responses: {
    201: {
      description: 'User created successfully',
      content: { 'application/json': { schema: authResponseSchema, example: AUTH_EXAMPLE } },
    },
    400: invalid,
    409: errorAnswer('The e-mail address has an account already', [
      { error: 'email_taken', message: 'There is an account with this e-mail address already' },
    ]),
    413: jsonTooLarge,
    415: notJson,
    500: internal,
    503: unable,
  },
});

export const loginRoute = createRoute({
  method: 'post',
  path: '/auth/login',
  operationId: 'login',
  tags: ['Authentication'],
  summary: 'User login',
  security: [],
  request: {
    body: {
      required: true,
      content: { 'application/json': { schema: loginRequestSchema, example: LOGIN_EXAMPLE } },
    },
  },
  responses: {
    200: {
      description: 'Successful login',
      content: { 'application/json': { schema: authResponseSchema, example: AUTH_EXAMPLE } },
    },
    400: invalid,
    401: errorAnswer(
      'Wrong e-mail address or password',
      [{ error: 'unauthorized', message: 'The e-mail address or the password is wrong' }],
      BEARER_HEADERS,
    ),
    413: jsonTooLarge,
    415: notJson,
    500: internal,
    503: unable,
  },
});
