import { createRoute, z } from '@hono/zod-openapi';
import { email, name, PLANS, password, text, USER_EXAMPLE, type User, userSchema } from './authentication.ts';
import {
  DATABASE_BUSY,
  databaseBusy,
  errorAnswer,
  internal,
  jsonTooLarge,
  notJson,
  RETRY_HEADERS,
  STORAGE_FULL,
  unauthorized,
} from './error.ts';
import { tooManyLogins } from './limits.ts';

const MAX_KEY_NAME = 100;
const MUST_BE_OBJECT = 'The body must be a JSON object';

/** One message for every field that is not there: a misspelt one would be ignored without a word. */
function onlyKnown(message: string): z.core.$ZodErrorMap<z.core.$ZodIssueUnrecognizedKeys> {
  return issue =>
    issue.code === 'unrecognized_keys'
      ? `There is no field called ${issue.keys.map(key => `"${key}"`).join(', ')}`
      : message;
}

export const updateUserRequestSchema = z
  .strictObject(
    {
      name: name.optional(),
      email: email.optional(),
      password: password.optional(),
      current_password: text('current_password')
        .optional()
        .openapi({ description: 'Needed with `email` and with `password`' }),
    },
    { error: onlyKnown(MUST_BE_OBJECT) as never },
  )
  .refine(({ email, password, current_password }) => current_password !== undefined || !(email ?? password), {
    path: ['current_password'],
    error: 'current_password is needed to change email or password',
  })
  .openapi('UpdateUserRequest');

export const usageSchema = z
  .object({
    plan: z.enum(PLANS),
    limit: z.int().nullable().openapi({ description: 'Units of a window; null where there is no limit' }),
    used: z.int().openapi({ description: 'Units taken in this window' }),
    remaining: z.int().nullable().openapi({ description: 'Units left in this window' }),
    window_seconds: z.int(),
    reset_at: z.iso
      .datetime()
      .openapi({ description: 'When the window ends; it begins with the first unit that is taken' }),
    total: z.int().openapi({ description: 'Units taken since the account was made' }),
  })
  .openapi('Usage');

export const createApiKeyRequestSchema = z
  .strictObject(
    {
      name: text('name')
        .trim()
        .min(1, 'name must have at least 1 character')
        .max(MAX_KEY_NAME, `name must have at most ${MAX_KEY_NAME} characters`)
        .openapi({ description: 'Which program it is for' }),
    },
    { error: onlyKnown(MUST_BE_OBJECT) as never },
  )
  .openapi('CreateApiKeyRequest');

export const apiKeySchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    prefix: z.string().openapi({ description: 'The first characters of the key' }),
    created_at: z.iso.datetime(),
    last_used_at: z.iso.datetime().nullable().openapi({ description: 'To the minute' }),
  })
  .openapi('ApiKey');

export const newApiKeySchema = apiKeySchema
  .extend({ key: z.string().openapi({ description: 'The key itself; it is shown this once' }) })
  .openapi('NewApiKey');

export type UpdateUserRequest = z.infer<typeof updateUserRequestSchema>;
export type Usage = z.infer<typeof usageSchema>;
export type ApiKey = z.infer<typeof apiKeySchema>;
export type NewApiKey = z.infer<typeof newApiKeySchema>;

const KEY_EXAMPLE: ApiKey = {
  id: '7c1f4a52-0b7e-4f0e-9d55-3a2b1c0d9e8f',
  name: 'Shop importer',
  prefix: 'bfx_Ab3dEf9h',
  created_at: '2026-01-31T12:00:00.000Z',
  last_used_at: null,
};
const NEW_KEY_EXAMPLE: NewApiKey = { ...KEY_EXAMPLE, key: 'bfx_Ab3dEf9h1k2mN5pQ7rS9tU1vW3xY5zA7bC9dE1fG3hJ' };
const CHANGED: User = { ...USER_EXAMPLE, name: 'Ada King' };
const USAGE_EXAMPLE: Usage = {
  plan: 'free',
  limit: 100,
  used: 58,
  remaining: 42,
  window_seconds: 3600,
  reset_at: '2026-01-31T13:00:00.000Z',
  total: 1204,
};

const security = [{ BearerAuth: [] }];
const cannotWrite = errorAnswer(
  'The database takes nothing now',
  [DATABASE_BUSY, STORAGE_FULL],
  RETRY_HEADERS,
);
const FORBIDDEN = { error: 'forbidden', message: 'This takes an access token; an API key is not enough' };
const forbidden = errorAnswer('An API key is not enough', [FORBIDDEN]);
/** API keys are refused: one that was lost must not be able to take the account over. */
const loginOnly = { 'x-api-keys': false };

function invalid(path: string, message: string) {
  return errorAnswer('A field is missing or not as it must be', [
    {
      error: 'invalid_request',
      message: 'The request is not valid',
      details: { fields: [{ path, message }] },
    },
  ]);
}

export const readUserRoute = createRoute({
  method: 'get',
  path: '/users/me',
  operationId: 'readUser',
  tags: ['Users'],
  summary: 'Who you are',
  security,
  responses: {
    200: {
      description: 'Your account',
      content: { 'application/json': { schema: userSchema, example: USER_EXAMPLE } },
    },
    401: unauthorized,
    500: internal,
    503: databaseBusy,
  },
});

export const updateUserRoute = createRoute({
  ...loginOnly,
  method: 'patch',
  path: '/users/me',
  operationId: 'updateUser',
  tags: ['Users'],
  summary: 'Change name, e-mail address or password',
  description:
    'A new password ends every login: refresh tokens work no more, access tokens for a quarter of an hour. API keys stay.',
  security,
  request: {
    body: {
      required: true,
      content: { 'application/json': { schema: updateUserRequestSchema, example: { name: 'Ada King' } } },
    },
  },
  responses: {
    200: {
      description: 'Your account as it is now',
      content: { 'application/json': { schema: userSchema, example: CHANGED } },
    },
    400: invalid('current_password', 'current_password is needed to change email or password'),
    401: unauthorized,
    403: errorAnswer('The current password is wrong, or an API key is not enough', [
      { error: 'wrong_password', message: 'The current password is wrong' },
      FORBIDDEN,
    ]),
    409: errorAnswer('Another account has the e-mail address', [
      { error: 'email_taken', message: 'There is an account with this e-mail address already' },
    ]),
    413: jsonTooLarge,
    415: notJson,
    429: tooManyLogins,
    500: internal,
    503: errorAnswer(
      'Too many passwords wait to be hashed, or the database takes nothing now',
      [{ error: 'busy', message: 'Too many logins at once; try again soon' }, DATABASE_BUSY, STORAGE_FULL],
      RETRY_HEADERS,
    ),
  },
});

export const deleteUserRoute = createRoute({
  ...loginOnly,
  method: 'delete',
  path: '/users/me',
  operationId: 'deleteUser',
  tags: ['Users'],
  summary: 'Delete your account and everything in it',
  security,
  responses: {
    204: { description: 'Everything is gone; tokens and keys work no more' },
    401: unauthorized,
    403: forbidden,
    500: internal,
    503: databaseBusy,
  },
});

export const readUsageRoute = createRoute({
  'x-units': 'none',
  method: 'get',
  path: '/users/me/usage',
  operationId: 'readUsage',
  tags: ['Users'],
  summary: 'What you have used, and what is left',
  security,
  responses: {
    200: {
      description: 'Your units',
      content: { 'application/json': { schema: usageSchema, example: USAGE_EXAMPLE } },
    },
    401: unauthorized,
    500: internal,
    503: databaseBusy,
  },
});

export const createApiKeyRoute = createRoute({
  ...loginOnly,
  method: 'post',
  path: '/users/me/api-keys',
  operationId: 'createApiKey',
  tags: ['Users'],
  summary: 'Make an API key',
  description:
    'For programs: sent as `Authorization: Bearer bfx_...` or as `X-API-Key`, it works until it is deleted. There can be 20.',
  security,
  request: {
    body: {
      required: true,
      content: {
        'application/json': { schema: createApiKeyRequestSchema, example: { name: KEY_EXAMPLE.name } },
      },
    },
  },
  responses: {
    201: {
      description: 'The key, which nobody can tell again',
      content: { 'application/json': { schema: newApiKeySchema, example: NEW_KEY_EXAMPLE } },
    },
    400: invalid('name', 'name is required'),
    401: unauthorized,
    403: forbidden,
    409: errorAnswer('There are as many keys as there can be', [
      {
        error: 'limit_reached',
        message: 'There can be at most 20 API keys; delete one first',
        details: { limit: 20 },
      },
    ]),
    413: jsonTooLarge,
    415: notJson,
    500: internal,
    503: cannotWrite,
  },
});

export const listApiKeysRoute = createRoute({
  method: 'get',
  path: '/users/me/api-keys',
  operationId: 'listApiKeys',
  tags: ['Users'],
  summary: 'List your API keys',
  description: 'The newest first.',
  security,
  responses: {
    200: {
      description: 'All of them, without the keys themselves',
      content: {
        'application/json': {
          schema: z.object({ items: z.array(apiKeySchema), total: z.int() }).openapi('ApiKeyList'),
          example: { items: [KEY_EXAMPLE], total: 1 },
        },
      },
    },
    401: unauthorized,
    500: internal,
    503: databaseBusy,
  },
});

export const deleteApiKeyRoute = createRoute({
  ...loginOnly,
  method: 'delete',
  path: '/users/me/api-keys/{id}',
  operationId: 'deleteApiKey',
  tags: ['Users'],
  summary: 'Delete an API key',
  security,
  /** Plain text: what is no id of the caller's is not found, whatever it looks like. */
  request: { params: z.object({ id: z.string().openapi({ format: 'uuid', example: KEY_EXAMPLE.id }) }) },
  responses: {
    204: { description: 'It works no more' },
    401: unauthorized,
    403: forbidden,
    404: errorAnswer('The caller has no such key', [
      { error: 'not_found', message: 'There is no such API key' },
    ]),
    500: internal,
    503: databaseBusy,
  },
});
