import { createRoute, z } from '@hono/zod-openapi';
import {
  DATABASE_BUSY,
  databaseBusy,
  type ErrorBody,
  errorAnswer,
  internal,
  RETRY_HEADERS,
  STORAGE_FULL,
  unauthorized,
} from './error.ts';
import { pageOf, pageQuery } from './paging.ts';
import { HOUSE_FULL, INVALID_IMAGES, TOO_LARGE_IMAGES } from './picture-errors.ts';

const projectFileSchema = z
  .object({
    id: z.uuid().openapi({ description: 'Of a picture: to be sent as `image_id` wherever one is taken' }),
    name: z.string().openapi({ description: 'Name of the file as it was sent, without its ending' }),
    kind: z.enum(['image', 'video']),
    format: z.enum(['jpg', 'png', 'webp', 'mp4', 'webm', 'mov']),
    bytes: z.int(),
    width: z.int().nullable().openapi({ description: 'Pixels, upright; null for videos' }),
    height: z.int().nullable().openapi({ description: 'Pixels, upright; null for videos' }),
    url: z.url().openapi({ description: 'Where the file can be fetched, as it was sent' }),
    thumbnail: z.url().nullable().openapi({
      description: 'Where a small copy can be fetched: WebP, 320 pixels at most; null for videos',
    }),
    created_at: z.iso.datetime(),
    expires_at: z.iso.datetime().openapi({
      description: 'When the addresses stop working; the file itself stays, and has new ones when asked for',
    }),
  })
  .openapi('ProjectFile');

export type ProjectFile = z.infer<typeof projectFileSchema>;

const PROJECT = '4b8f3c52-91ad-4f6e-a6f3-0c2d9be8d7a1';
const ID = '0d9c1a52-6c1b-4f0e-9d55-8c1f4b9e7a10';
const FILE = `http://localhost:8000/v1/files/${ID}`;
const SIGNED = 'expires=1769947200&signature=Jm0y3n0m4w1m0J7W5cY2c1W2mJb9t0x3o6q8r5s1u7k';
const EXAMPLE: ProjectFile = {
  id: ID,
  name: 'mug',
  kind: 'image',
  format: 'jpg',
  bytes: 412_310,
  width: 1600,
  height: 1200,
  url: `${FILE}/file.jpg?${SIGNED}`,
  thumbnail: `${FILE}/thumbnail.webp?${SIGNED}`,
  created_at: '2026-01-31T12:00:00.000Z',
  expires_at: '2026-02-01T12:00:00.000Z',
};

const tags = ['Projects'];
const security = [{ BearerAuth: [] }];
/** Plain text: what is no id of the caller's is not found, whatever it looks like. */
const idOf = (example: string) => z.string().openapi({ format: 'uuid', example });
const params = z.object({ id: idOf(PROJECT) });
const fileParams = z.object({ id: idOf(PROJECT), fileId: idOf(ID) });

const NO_PROJECT: ErrorBody = { error: 'not_found', message: 'There is no such project' };
const NO_FILE: ErrorBody = { error: 'not_found', message: 'There is no such file' };
const noProject = errorAnswer('The caller has no such project', [NO_PROJECT]);
const noFile = errorAnswer('The caller has no such project, or it has no such file', [NO_PROJECT, NO_FILE]);
const always = { 401: unauthorized, 500: internal, 503: databaseBusy };
const invalid = (path: string, message: string): ErrorBody => ({
  error: 'invalid_request',
  message: 'The request is not valid',
  details: { fields: [{ path, message }] },
});

const form = {
  schema: {
    type: 'object' as const,
    required: ['file'],
    properties: {
      file: {
        type: 'string' as const,
        format: 'binary',
        description:
          'Picture (PNG, JPG, WebP) of at most 50 MB and 100 megapixels; in a project of type `video` also a video (MP4, ' +
          'WebM, MOV) of at most 500 MB',
      },
    },
    additionalProperties: false,
  },
  example: {},
};

export const addProjectFileRoute = createRoute({
  method: 'post',
  path: '/projects/{id}/files',
  operationId: 'addProjectFile',
  tags,
  summary: 'Put a file into a project',
  description:
    'Kept as long as the project is; there can be 1000. Videos are kept and handed out; they cannot be cut out yet.',
  security,
  request: { params, body: { required: true, content: { 'multipart/form-data': form } } },
  responses: {
    201: {
      description: 'The file is in the project',
      headers: { Location: { description: 'Of the file', schema: { type: 'string' } } },
      content: { 'application/json': { schema: projectFileSchema, example: EXAMPLE } },
    },
    400: errorAnswer('The form is not as it must be, or the file is none that the project takes', [
      invalid('file', 'file is missing'),
      invalid('file', 'Only a project of type video takes videos'),
      ...INVALID_IMAGES,
      {
        error: 'invalid_image',
        message: 'The file is neither a picture (JPEG, PNG, WebP) nor a video (MP4, WebM, MOV)',
        details: { reason: 'unsupported_image' },
      },
    ]),
    401: unauthorized,
    403: errorAnswer('The projects of the caller take all the room there is for them', [
      {
        error: 'quota_exceeded',
        message: 'Your projects may take 5000 MB in all; delete some first',
        details: { limit_bytes: 5_000_000_000 },
      },
    ]),
    404: noProject,
    409: errorAnswer('There are as many files in the project as there can be', [
      {
        error: 'limit_reached',
        message: 'There can be at most 1000 files in a project; delete one first',
        details: { limit: 1000 },
      },
    ]),
    408: errorAnswer('The upload is too slow', [
      { error: 'request_timeout', message: 'The upload is too slow' },
    ]),
    413: errorAnswer('File too large', [
      ...TOO_LARGE_IMAGES,
      {
        error: 'payload_too_large',
        message: 'The file must not be larger than 500 MB',
        details: { limit_bytes: 500_000_000 },
      },
    ]),
    415: errorAnswer('The body is not a form', [
      { error: 'unsupported_media_type', message: 'The Content-Type must be multipart/form-data' },
    ]),
    500: internal,
    503: errorAnswer(
      'The server cannot take the file now',
      [...HOUSE_FULL, DATABASE_BUSY, STORAGE_FULL],
      RETRY_HEADERS,
    ),
  },
});

export const listProjectFilesRoute = createRoute({
  method: 'get',
  path: '/projects/{id}/files',
  operationId: 'listProjectFiles',
  tags,
  summary: 'List the files of a project',
  description: 'In the order in which they came.',
  security,
  request: { params, query: z.object(pageQuery) },
  responses: {
    200: {
      description: 'A page of files',
      content: {
        'application/json': {
          schema: pageOf(projectFileSchema).openapi('ProjectFilePage'),
          example: { items: [EXAMPLE], total: 1, page: 1, pages: 1 },
        },
      },
    },
    ...always,
    400: errorAnswer('The page asked for is none', [
      invalid('limit', 'limit must be a whole number from 1 to 100'),
    ]),
    404: noProject,
  },
});

export const readProjectFileRoute = createRoute({
  method: 'get',
  path: '/projects/{id}/files/{fileId}',
  operationId: 'readProjectFile',
  tags,
  summary: 'Get a file of a project',
  security,
  request: { params: fileParams },
  responses: {
    200: {
      description: 'The file',
      content: { 'application/json': { schema: projectFileSchema, example: EXAMPLE } },
    },
    ...always,
    404: noFile,
  },
});

export const deleteProjectFileRoute = createRoute({
  method: 'delete',
  path: '/projects/{id}/files/{fileId}',
  operationId: 'deleteProjectFile',
  tags,
  summary: 'Take a file out of a project',
  description: 'Its addresses lead nowhere from then on.',
  security,
  request: { params: fileParams },
  responses: { 204: { description: 'It is gone' }, ...always, 404: noFile },
});
