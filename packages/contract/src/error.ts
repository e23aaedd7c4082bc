import { z } from '@hono/zod-openapi';

export const errorSchema = z
  .object({
    error: z.string().openapi({ description: 'What went wrong, for programs; these words stay as they are' }),
    message: z.string().openapi({ description: 'What went wrong, for people' }),
    details: z
      .record(z.string(), z.unknown())
      .optional()
      .openapi({ description: 'Facts about it; `invalid_request` lists every wrong field in `fields`' }),
  })
  .openapi('Error');

/** The body of every error. */
export type ErrorBody = z.infer<typeof errorSchema>;

/** A type, not an interface: only so does the compiler see that it has no `x-` members of another kind. */
export type Header = {
  readonly description: string;
  readonly schema: { readonly type: 'string' | 'integer' };
};

/**
 * Declares an answer that is not a success.
 * @param examples one per reason, each under its `error` word; further ones of the same word as `word_2`, `word_3`, ...
 * @param headers that come with it
 */
export function errorAnswer(
  description: string,
  examples: readonly ErrorBody[],
  headers?: Readonly<Record<string, Header>>,
) {
  return {
    description,
    ...(headers && { headers: { ...headers } }),
    content: {
      'application/json': {
        schema: errorSchema,
        examples: named(examples),
      },
    },
  };
}

function named(examples: readonly ErrorBody[]): Record<string, { value: ErrorBody }> {
  const uses = new Map<string, number>();
  return Object.fromEntries(
    examples.map(value => {
      const use = (uses.get(value.error) ?? 0) + 1;
      uses.set(value.error, use);
      return [use === 1 ? value.error : `${value.error}_${use}`, { value }];
    }),
  );
}

/** 503 of the routes that ask the database, while another program keeps it locked. */
export const DATABASE_BUSY: ErrorBody = { error: 'busy', message: 'The database is busy; try again soon' };

/** 503 of the routes that keep something. */
export const STORAGE_FULL: ErrorBody = {
  error: 'storage_full',
  message: 'The server has no room left for files',
};

/** Comes with every file, and with a picture that is the answer itself. */
export const FILE_NAME_HEADERS: Readonly<Record<string, Header>> = {
  'Content-Disposition': {
    description: 'With a file: `inline`, and what to call it when it is saved',
    schema: { type: 'string' },
  },
};

/** Comes with every 503 that passes by itself. */
export const RETRY_HEADERS: Readonly<Record<string, Header>> = {
  'Retry-After': { description: 'Seconds to wait before trying again', schema: { type: 'integer' } },
};

/** Comes with every 401. */
export const BEARER_HEADERS: Readonly<Record<string, Header>> = {
  'WWW-Authenticate': {
    description: 'The scheme, `Bearer`, and what is wrong with the token if one was sent',
    schema: { type: 'string' },
  },
};

/** 401 of the routes that want an access token. */
export const unauthorized = errorAnswer(
  'No valid access token',
  [{ error: 'unauthorized', message: 'The access token has expired' }],
  BEARER_HEADERS,
);

/** 413 of the routes that take JSON. */
export const jsonTooLarge = errorAnswer('The body is too long', [
  {
    error: 'payload_too_large',
    message: 'The body must not be longer than 16 KiB',
    details: { limit_bytes: 16_384 },
  },
]);

/** 415 of the routes that take JSON. */
export const notJson = errorAnswer('The body is not JSON', [
  { error: 'unsupported_media_type', message: 'The Content-Type must be application/json' },
]);

/** 500 of every route. */
export const internal = errorAnswer('A defect of the server', [
  { error: 'internal', message: 'Something went wrong on the server' },
]);

/** 503 of the routes that ask the database and keep nothing. */
export const databaseBusy = errorAnswer('The database does not answer now', [DATABASE_BUSY], RETRY_HEADERS);
