import { createRoute, z } from '@hono/zod-openapi';
import {
  BEARER_HEADERS,
  DATABASE_BUSY,
  databaseBusy,
  errorAnswer,
  internal,
  jsonTooLarge,
  notJson,
  RETRY_HEADERS,
  STORAGE_FULL,
} from './error.ts';
import { tooManyLogins } from './limits.ts';

const MIN_PASSWORD = 8;
/** Longer ones would let a stranger make the server hash for long. */
const MAX_PASSWORD = 200;
const MIN_NAME = 2;
const MAX_NAME = 200;
/** What a mail server takes (RFC 5321, 4.5.3.1.3). */
const MAX_EMAIL = 254;

export const PLANS = ['free', 'pro', 'enterprise'] as const;

/** A field of JSON that holds text, with messages for people. */
export function text(field: string) {
  return z.string({
    error: ({ input }) => (input === undefined ? `${field} is required` : `${field} must be text`),
  });
}

/** What a browser's own e-mail field takes, so that a form and the API agree. */
export const email = text('email')
  .trim()
  .max(MAX_EMAIL, `email must have at most ${MAX_EMAIL} characters`)
  .refine(address => z.regexes.html5Email.test(address), 'email must be an e-mail address')
  .openapi({ format: 'email' });

export const password = text('password')
  .min(MIN_PASSWORD, `password must have at least ${MIN_PASSWORD} characters`)
  .max(MAX_PASSWORD, `password must have at most ${MAX_PASSWORD} characters`);

export const name = text('name')
  .trim()
  .min(MIN_NAME, `name must have at least ${MIN_NAME} characters`)
  .max(MAX_NAME, `name must have at most ${MAX_NAME} characters`);

/** Refuses what is no object at all, such as a list or an empty body. */
const MUST_BE_OBJECT = 'The body must be a JSON object';

export const loginRequestSchema = z.object({ email, password }, MUST_BE_OBJECT).openapi('LoginRequest');
export const registerRequestSchema = z
  .object({ email, password, name }, MUST_BE_OBJECT)
  .openapi('RegisterRequest');

/** Far longer than any that we make. */
const MAX_REFRESH_TOKEN = 200;

export const refreshRequestSchema = z
  .object(
    {
      refresh_token: text('refresh_token').max(
        MAX_REFRESH_TOKEN,
        `refresh_token must have at most ${MAX_REFRESH_TOKEN} characters`,
      ),
    },
    MUST_BE_OBJECT,
  )
  .openapi('RefreshRequest');

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
export type RefreshRequest = z.infer<typeof refreshRequestSchema>;
export type User = z.infer<typeof userSchema>;
export type AuthResponse = z.infer<typeof authResponseSchema>;

const LOGIN_EXAMPLE: LoginRequest = { email: 'ada@example.org', password: 'correct horse battery' };
const REGISTER_EXAMPLE: RegisterRequest = { ...LOGIN_EXAMPLE, name: 'Ada Lovelace' };
export const USER_EXAMPLE: User = {
  id: '5b2f6a0e-8f0b-4c57-9f0c-3d1e2a4b5c6d',
  email: 'ada@example.org',
  name: 'Ada Lovelace',
  plan: 'free',
  created_at: '2026-01-31T12:00:00.000Z',
};
const REFRESH_EXAMPLE = { refresh_token: 'W0nVYbm2m0mC9Nf3m1c7w1o3k8qk2sQxq2E0a7g1yZc' };
const AUTH_EXAMPLE: AuthResponse = {
  token: 'eyJhbGciOiJFUzI1NiIsImtpZCI6IjdmM2EifQ.eyJzdWIiOiI1YjJmIn0.c2lnbmF0dXJl',
  ...REFRESH_EXAMPLE,
  user: USER_EXAMPLE,
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
    429: errorAnswer(
      'Too many accounts were made from this address',
      [
        {
          error: 'rate_limited',
          message: 'Too many accounts were made from this address; try again later',
          details: { reset: '2026-01-31T13:00:00.000Z' },
        },
      ],
      RETRY_HEADERS,
    ),
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
    429: tooManyLogins,
    500: internal,
    503: unable,
  },
});

const invalidToken = errorAnswer('The body has no refresh token', [
  {
    error: 'invalid_request',
    message: 'The request is not valid',
    details: { fields: [{ path: 'refresh_token', message: 'refresh_token is required' }] },
  },
]);
const refreshBody = {
  required: true,
  content: { 'application/json': { schema: refreshRequestSchema, example: REFRESH_EXAMPLE } },
};
const cannotWrite = errorAnswer(
  'The database takes nothing now',
  [DATABASE_BUSY, STORAGE_FULL],
  RETRY_HEADERS,
);

export const refreshRoute = createRoute({
  method: 'post',
  path: '/auth/refresh',
  operationId: 'refresh',
  tags: ['Authentication'],
  summary: 'Get the next access token',
  description:
    'Each refresh token works once and is answered with the next; it is good for 30 days. One that is used a second time ends the login, because somebody else has it too.',
  security: [],
  request: { body: refreshBody },
  responses: {
    200: {
      description: 'New tokens',
      content: { 'application/json': { schema: authResponseSchema, example: AUTH_EXAMPLE } },
    },
    400: invalidToken,
    401: errorAnswer(
      'The refresh token is not valid any more',
      [
        { error: 'unauthorized', message: 'The refresh token is not valid; log in again' },
        { error: 'unauthorized', message: 'The refresh token has expired; log in again' },
        { error: 'unauthorized', message: 'The refresh token was used before; log in again' },
      ],
      BEARER_HEADERS,
    ),
    413: jsonTooLarge,
    415: notJson,
    500: internal,
    503: cannotWrite,
  },
});

export const logoutRoute = createRoute({
  method: 'post',
  path: '/auth/logout',
  operationId: 'logout',
  tags: ['Authentication'],
  summary: 'End a login',
  description:
    'Ends the login that the refresh token belongs to, if there is one; its access tokens run out within a quarter of an hour.',
  security: [],
  request: { body: refreshBody },
  responses: {
    204: { description: 'The login is over' },
    400: invalidToken,
    413: jsonTooLarge,
    415: notJson,
    500: internal,
    503: databaseBusy,
  },
});
