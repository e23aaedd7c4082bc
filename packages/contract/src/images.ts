import { createRoute, z } from '@hono/zod-openapi';
import {
  DATABASE_BUSY,
  databaseBusy,
  errorAnswer,
  internal,
  RETRY_HEADERS,
  STORAGE_FULL,
  unauthorized,
} from './error.ts';
import { pageOf, pageQuery, wrongPage } from './paging.ts';
import { HOUSE_FULL, INVALID_IMAGES, TOO_LARGE_IMAGES } from './picture-errors.ts';

export const imageSchema = z
  .object({
    id: z.uuid().openapi({ description: 'To be sent as `image_id` wherever one is taken' }),
    name: z.string().openapi({ description: 'Name of the file as it was sent, without its ending' }),
    url: z.url().openapi({ description: 'Where the picture can be fetched, as it was sent' }),
    thumbnail: z
      .url()
      .openapi({ description: 'Where a small copy can be fetched: WebP, 320 pixels at most' }),
    width: z.int().openapi({ description: "Pixels, after the picture's orientation is applied" }),
    height: z.int().openapi({ description: "Pixels, after the picture's orientation is applied" }),
    format: z.enum(['jpg', 'png', 'webp']),
    bytes: z.int(),
    created_at: z.iso.datetime(),
    expires_at: z.iso.datetime().openapi({
      description:
        'When the two addresses stop working; the image itself stays, and has new ones when asked for',
    }),
  })
  .openapi('Image');

export const imagePageSchema = pageOf(imageSchema).openapi('ImagePage');

export type Image = z.infer<typeof imageSchema>;
export type ImagePage = z.infer<typeof imagePageSchema>;

const ID = 'b3f1c9de-4a55-4d0e-8f0a-6f7d2c1e9a10';
const FILE = `http://localhost:8000/v1/files/${ID}`;
const SIGNED = 'expires=1769947200&signature=Jm0y3n0m4w1m0J7W5cY2c1W2mJb9t0x3o6q8r5s1u7k';
const EXAMPLE: Image = {
  id: ID,
  name: 'mug',
  url: `${FILE}/image.jpg?${SIGNED}`,
  thumbnail: `${FILE}/thumbnail.webp?${SIGNED}`,
  width: 1600,
  height: 1200,
  format: 'jpg',
  bytes: 412_310,
  created_at: '2026-01-31T12:00:00.000Z',
  expires_at: '2026-02-01T12:00:00.000Z',
};

const security = [{ BearerAuth: [] }];
/** Plain text: what is no id of the caller's is not found, whatever it looks like. */
const params = z.object({ id: z.string().openapi({ format: 'uuid', example: ID }) });

const notFound = errorAnswer('The caller has no such image', [
  { error: 'not_found', message: 'There is no such image' },
]);

const form = {
  schema: {
    type: 'object' as const,
    required: ['file'],
    properties: {
      file: {
        type: 'string' as const,
        format: 'binary',
        description: 'Image file (PNG, JPG, WebP), at most 50 MB and 100 megapixels',
      },
    },
    additionalProperties: false,
  },
  example: {},
};

export const createImageRoute = createRoute({
  method: 'post',
  path: '/images',
  operationId: 'createImage',
  tags: ['Images'],
  summary: 'Upload an image',
  description: 'Kept until it is deleted, so that it can be worked on again and again.',
  security,
  request: { body: { required: true, content: { 'multipart/form-data': form } } },
  responses: {
    201: {
      description: 'Image uploaded',
      headers: { Location: { description: 'Of the image', schema: { type: 'string' } } },
      content: { 'application/json': { schema: imageSchema, example: EXAMPLE } },
    },
    400: errorAnswer('The form is not as it must be, or the file is not a picture that can be read', [
      {
        error: 'invalid_request',
        message: 'The request is not valid',
        details: { fields: [{ path: 'file', message: 'file is missing' }] },
      },
      ...INVALID_IMAGES,
    ]),
    401: unauthorized,
    403: errorAnswer('The images of the caller take all the room there is for them', [
      {
        error: 'quota_exceeded',
        message: 'Your images may take 5000 MB in all; delete some first',
        details: { limit_bytes: 5_000_000_000 },
      },
    ]),
    408: errorAnswer('The upload is too slow', [
      { error: 'request_timeout', message: 'The upload is too slow' },
    ]),
    413: errorAnswer('File too large', TOO_LARGE_IMAGES),
    415: errorAnswer('The body is not a form', [
      { error: 'unsupported_media_type', message: 'The Content-Type must be multipart/form-data' },
    ]),
    500: internal,
    503: errorAnswer(
      'The server cannot take the picture now',
      [...HOUSE_FULL, DATABASE_BUSY, STORAGE_FULL],
      RETRY_HEADERS,
    ),
  },
});

export const listImagesRoute = createRoute({
  method: 'get',
  path: '/images',
  operationId: 'listImages',
  tags: ['Images'],
  summary: 'List your images',
  description: 'The newest first.',
  security,
  request: { query: z.object(pageQuery) },
  responses: {
    200: {
      description: 'A page of images',
      content: {
        'application/json': {
          schema: imagePageSchema,
          example: { items: [EXAMPLE], total: 1, page: 1, pages: 1 },
        },
      },
    },
    400: wrongPage(),
    401: unauthorized,
    500: internal,
    503: databaseBusy,
  },
});

export const readImageRoute = createRoute({
  method: 'get',
  path: '/images/{id}',
  operationId: 'readImage',
  tags: ['Images'],
  summary: 'Get an image',
  security,
  request: { params },
  responses: {
    200: {
      description: 'The image',
      content: { 'application/json': { schema: imageSchema, example: EXAMPLE } },
    },
    401: unauthorized,
    404: notFound,
    500: internal,
    503: databaseBusy,
  },
});

export const deleteImageRoute = createRoute({
  method: 'delete',
  path: '/images/{id}',
  operationId: 'deleteImage',
  tags: ['Images'],
  summary: 'Delete an image',
  description: 'Its addresses lead nowhere from then on.',
  security,
  request: { params },
  responses: {
    204: { description: 'It is gone' },
    401: unauthorized,
    404: notFound,
    500: internal,
    503: databaseBusy,
  },
});
