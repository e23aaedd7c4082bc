import { createRoute, z } from '@hono/zod-openapi';
import {
  DATABASE_BUSY,
  databaseBusy,
  errorAnswer,
  internal,
  notJson,
  RETRY_HEADERS,
  STORAGE_FULL,
  unauthorized,
} from './error.ts';
import { recipeSchema } from './recipe.ts';

const documentSchema = z
  .looseObject({ recipe: recipeSchema.optional() })
  .openapi('ProjectDocument', { description: 'What an editor saves: a recipe, and whatever else it likes' });

const EXAMPLE = {
  recipe: { version: 1 as const, quality: 'high' as const, shadow: { type: 'contact' as const } },
  open_file: '0d9c1a52-6c1b-4f0e-9d55-8c1f4b9e7a10',
};
const ETAG = '"hTQ3bEo5dEJ4c2VhNzFkbQ"';

const tags = ['Projects'];
const security = [{ BearerAuth: [] }];
const params = z.object({
  id: z.string().openapi({ format: 'uuid', example: '4b8f3c52-91ad-4f6e-a6f3-0c2d9be8d7a1' }),
});

const etag = { ETag: { description: 'Of the document as it is now', schema: { type: 'string' as const } } };
const notFound = errorAnswer('The caller has no such project', [
  { error: 'not_found', message: 'There is no such project' },
]);
const always = { 401: unauthorized, 404: notFound, 500: internal };

export const readProjectDocumentRoute = createRoute({
  method: 'get',
  path: '/projects/{id}/document',
  operationId: 'readProjectDocument',
  tags,
  summary: "Get a project's document",
  description: 'Byte for byte as it was saved; that of a new project is `{}`.',
  security,
  request: {
    params,
    headers: z.object({
      'If-None-Match': z
        .string()
        .optional()
        .openapi({ description: 'ETags of what is known', example: ETAG }),
    }),
  },
  responses: {
    200: {
      description: 'The document',
      headers: etag,
      content: { 'application/json': { schema: documentSchema, example: EXAMPLE } },
    },
    304: { description: 'The client has it already, by the `If-None-Match` header', headers: etag },
    ...always,
    503: databaseBusy,
  },
});

export const saveProjectDocumentRoute = createRoute({
  method: 'put',
  path: '/projects/{id}/document',
  operationId: 'saveProjectDocument',
  tags,
  summary: "Save a project's document",
  description:
    'Replaces it, if nobody else has since it was read. At most 1 MiB. A `recipe` must be one; every other member is kept as ' +
    'it is.',
  security,
  request: {
    params,
    headers: z.object({
      'If-Match': z.string().openapi({ description: 'ETag of the document that is replaced', example: ETAG }),
    }),
    body: { required: true, content: { 'application/json': { schema: documentSchema, example: EXAMPLE } } },
  },
  responses: {
    204: { description: 'It is saved', headers: etag },
    ...always,
    400: errorAnswer('The body is no document', [
      {
        error: 'invalid_request',
        message: 'The request is not valid',
        details: {
          fields: [{ path: 'recipe.edge_refinement', message: 'must be a number from 0 to 100' }],
        },
      },
    ]),
    403: errorAnswer('The projects of the caller take all the room there is for them', [
      {
        error: 'quota_exceeded',
        message: 'Your projects may take 5000 MB in all; delete some first',
        details: { limit_bytes: 5_000_000_000 },
      },
    ]),
    412: errorAnswer(
      'The document is another one by now',
      [
        {
          error: 'precondition_failed',
          message: 'The document has been changed since; get it again',
        },
      ],
      etag,
    ),
    413: errorAnswer('The document is too long', [
      {
        error: 'payload_too_large',
        message: 'The body must not be longer than 1024 KiB',
        details: { limit_bytes: 1_048_576 },
      },
    ]),
    415: notJson,
    428: errorAnswer('Nothing says which document is replaced', [
      {
        error: 'precondition_required',
        message: 'If-Match must hold the ETag of the document that is replaced',
      },
    ]),
    503: errorAnswer('The database takes nothing now', [DATABASE_BUSY, STORAGE_FULL], RETRY_HEADERS),
  },
});
