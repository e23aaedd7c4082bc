import { PROMPT_STYLES, RECIPE_RANGES } from '@backgroundfx/core';
import { createRoute, z } from '@hono/zod-openapi';
import {
  DATABASE_BUSY,
  databaseBusy,
  type ErrorBody,
  errorAnswer,
  internal,
  jsonTooLarge,
  notJson,
  RETRY_HEADERS,
  STORAGE_FULL,
  unauthorized,
} from './error.ts';
import { pageOf, pageQuery, wrongPage } from './paging.ts';
import { HOUSE_FULL, INVALID_IMAGES, TOO_LARGE_IMAGES } from './picture-errors.ts';

export const BACKGROUND_FILTERS = ['solid', 'gradient', 'pattern', 'nature', 'abstract', 'custom'] as const;
/** Pixels that a side of a generated background may have. */
export const GENERATED_SIDE = { min: 64, max: 4096 } as const;
/** Characters that a prompt may have. */
export const PROMPT_LENGTH = { min: 3, max: 500 } as const;
/** What an uploaded background may be called, and found by. */
export const BACKGROUND_LIMITS = { title: 100, tags: 20, tag: 40 } as const;

export const backgroundSchema = z
  .object({
    id: z.string().openapi({ description: 'To be sent as `background_id`' }),
    title: z.string(),
    url: z.url().openapi({ description: 'Where the picture can be fetched' }),
    thumbnail: z
      .url()
      .openapi({ description: 'Where a small copy can be fetched: WebP, 320 pixels at most' }),
    category: z.string().openapi({ description: '`custom` for your own, those from a prompt included' }),
    tags: z.array(z.string()),
    source: z.enum(['library', 'upload', 'generated']).openapi({
      description: '`library`: everybody has it; the others are yours',
    }),
    width: z.int().openapi({
      description: 'Pixels; one of the library is drawn at any size where it is laid behind a subject',
    }),
    height: z.int(),
    created_at: z.iso.datetime().optional().openapi({ description: 'Of your own' }),
    prompt: z.string().optional().openapi({ description: 'What it was generated from' }),
    style: z.enum(PROMPT_STYLES).optional(),
    seed: z.int().optional(),
    understood: z.array(z.string()).optional().openapi({
      description:
        'The words of the prompt that had a say; where there are none, its letters alone chose colors and shapes',
    }),
    expires_at: z.iso.datetime().openapi({
      description:
        'When the two addresses stop working; the background stays, and has new ones when asked for',
    }),
  })
  .openapi('Background');

export const backgroundPageSchema = pageOf(backgroundSchema).openapi('BackgroundPage');

export type Background = z.infer<typeof backgroundSchema>;
export type BackgroundPage = z.infer<typeof backgroundPageSchema>;

const ID = '5b0a1c3e-7d2f-4a86-9c11-2f60d8e4b7a3';
const FILES = 'http://localhost:8000/v1/files';
const SIGNED = 'expires=1769947200&signature=Jm0y3n0m4w1m0J7W5cY2c1W2mJb9t0x3o6q8r5s1u7k';
const EXPIRES = '2026-02-01T12:00:00.000Z';
const UPLOADED: Background = {
  id: ID,
  title: 'Studio wall',
  url: `${FILES}/${ID}/image.jpg?${SIGNED}`,
  thumbnail: `${FILES}/${ID}/thumbnail.webp?${SIGNED}`,
  category: 'custom',
  tags: ['studio', 'grey'],
  source: 'upload',
  width: 2400,
  height: 1600,
  created_at: '2026-01-31T12:00:00.000Z',
  expires_at: EXPIRES,
};
const GENERATED: Background = {
  ...UPLOADED,
  title: 'Sunset over a calm sea',
  tags: ['sunset', 'calm', 'sea'],
  source: 'generated',
  width: 1920,
  height: 1080,
  prompt: 'Sunset over a calm sea',
  style: 'realistic',
  seed: 7,
  understood: ['sunset', 'calm', 'sea'],
};
const BUILT_IN: Background = {
  id: 'solid-sage',
  title: 'Sage',
  url: `${FILES}/solid-sage/image-1.jpg?${SIGNED}`,
  thumbnail: `${FILES}/solid-sage/thumbnail-1.webp?${SIGNED}`,
  category: 'solid',
  tags: ['green', 'soft', 'calm'],
  source: 'library',
  width: 1920,
  height: 1080,
  expires_at: EXPIRES,
};

const security = [{ BearerAuth: [] }];
const tags = ['Backgrounds'];
/** Plain text: what is no id of a background is not found, whatever it looks like. */
const params = z.object({ id: z.string().openapi({ example: ID }) });

const notFound = errorAnswer('There is no such background', [
  { error: 'not_found', message: 'There is no such background' },
]);
const noRoom = errorAnswer('The backgrounds of the caller take all the room there is for them', [
  {
    error: 'quota_exceeded',
    message: 'Your backgrounds may take 5000 MB in all; delete some first',
    details: { limit_bytes: 5_000_000_000 },
  },
]);
const location = { Location: { description: 'Of the background', schema: { type: 'string' as const } } };

/** 503 of whatever is drawn on a thread of its own. */
export const DRAWING_FAILS: readonly ErrorBody[] = [
  { error: 'busy', message: 'The server is stopping' },
  { error: 'worker_died', message: 'The engine had to be restarted; send the picture again' },
  { error: 'out_of_memory', message: 'The server is out of memory; try again or send a smaller picture' },
];

export const listBackgroundsRoute = createRoute({
  method: 'get',
  path: '/backgrounds',
  operationId: 'listBackgrounds',
  tags,
  summary: 'List available backgrounds',
  description: 'Your own, the newest first, and then those that everybody has.',
  security,
  request: {
    query: z.object({
      category: z
        .enum(BACKGROUND_FILTERS, `category must be one of ${BACKGROUND_FILTERS.join(', ')}`)
        .optional()
        .openapi({ description: '`custom`: your own; all of them when absent', example: 'nature' }),
      ...pageQuery,
    }),
  },
  responses: {
    200: {
      description: 'List of backgrounds',
      content: {
        'application/json': {
          schema: backgroundPageSchema,
          example: { items: [UPLOADED, BUILT_IN], total: 53, page: 1, pages: 3 },
        },
      },
    },
    400: wrongPage('The category or the page asked for is none'),
    401: unauthorized,
    500: internal,
    503: databaseBusy,
  },
});

export const readBackgroundRoute = createRoute({
  method: 'get',
  path: '/backgrounds/{id}',
  operationId: 'readBackground',
  tags,
  summary: 'Get a background',
  security,
  request: { params },
  responses: {
    200: {
      description: 'The background',
      content: { 'application/json': { schema: backgroundSchema, example: UPLOADED } },
    },
    401: unauthorized,
    404: notFound,
    500: internal,
    503: databaseBusy,
  },
});

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
      title: {
        type: 'string' as const,
        minLength: 1,
        maxLength: BACKGROUND_LIMITS.title,
        description: 'The name of the file when absent',
      },
      tags: {
        type: 'string' as const,
        description: `At most ${BACKGROUND_LIMITS.tags} words with commas between them`,
      },
    },
    additionalProperties: false,
  },
  example: { title: 'Studio wall', tags: 'studio, grey' },
};

export const createBackgroundRoute = createRoute({
  method: 'post',
  path: '/backgrounds',
  operationId: 'createBackground',
  tags,
  summary: 'Upload a background',
  description: 'Kept until it is deleted.',
  security,
  request: { body: { required: true, content: { 'multipart/form-data': form } } },
  responses: {
    201: {
      description: 'Background uploaded',
      headers: location,
      content: { 'application/json': { schema: backgroundSchema, example: UPLOADED } },
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
    403: noRoom,
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

export const deleteBackgroundRoute = createRoute({
  method: 'delete',
  path: '/backgrounds/{id}',
  operationId: 'deleteBackground',
  tags,
  summary: 'Delete a background of your own',
  description: 'Its addresses lead nowhere from then on.',
  security,
  request: { params },
  responses: {
    204: { description: 'It is gone' },
    401: unauthorized,
    403: errorAnswer('It is one that everybody has', [
      { error: 'forbidden', message: 'A background of the library cannot be deleted' },
    ]),
    404: notFound,
    500: internal,
    503: databaseBusy,
  },
});

function whole(field: string, { min, max }: { readonly min: number; readonly max: number }) {
  const message = `${field} must be a whole number from ${min} to ${max}`;
  return z.int(message).min(min, message).max(max, message);
}

const PROMPT_MESSAGE = `prompt must be a text of ${PROMPT_LENGTH.min} to ${PROMPT_LENGTH.max} characters`;

const generateSchema = z
  .strictObject(
    {
      // Characters, not the units of JavaScript's texts: as the document counts.
      prompt: z
        .string(PROMPT_MESSAGE)
        .refine(text => {
          const { length } = [...text];
          return length >= PROMPT_LENGTH.min && length <= PROMPT_LENGTH.max;
        }, PROMPT_MESSAGE)
        .openapi({ minLength: PROMPT_LENGTH.min, maxLength: PROMPT_LENGTH.max }),
      style: z.enum(PROMPT_STYLES, `style must be one of ${PROMPT_STYLES.join(', ')}`).default('realistic'),
      width: whole('width', GENERATED_SIDE).default(1920),
      height: whole('height', GENERATED_SIDE).default(1080),
      seed: whole('seed', RECIPE_RANGES.seed).default(0).openapi({
        description: 'Another one is another picture of the same words; the same one is the same picture',
      }),
    },
    {
      error: issue =>
        issue.code === 'unrecognized_keys'
          ? `There is no field called ${issue.keys?.map(key => `"${key}"`).join(', ')}`
          : 'The body must be a JSON object',
    },
  )
  .openapi('GenerateBackground');

/** What is asked for, with its defaults. */
export type GenerateBackground = z.infer<typeof generateSchema>;

export const generateBackgroundRoute = createRoute({
  method: 'post',
  path: '/backgrounds/generate',
  operationId: 'generateBackground',
  tags,
  summary: 'Generate a background from words',
  description:
    'Draws a scene that the words of a prompt choose: colors, hours, places, materials, weather and moods, in English. ' +
    'It looks words up and does not understand sentences; `understood` tells those that had a say. The same prompt, ' +
    'style, size and seed are the same bytes.',
  security,
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: generateSchema,
          example: {
            prompt: 'Sunset over a calm sea',
            style: 'realistic',
            width: 1920,
            height: 1080,
            seed: 7,
          },
        },
      },
    },
  },
  responses: {
    201: {
      description: 'Background generated',
      headers: location,
      content: { 'application/json': { schema: backgroundSchema, example: GENERATED } },
    },
    400: errorAnswer('A field is not as it must be', [
      {
        error: 'invalid_request',
        message: 'The request is not valid',
        details: { fields: [{ path: 'width', message: 'width must be a whole number from 64 to 4096' }] },
      },
    ]),
    401: unauthorized,
    403: noRoom,
    413: jsonTooLarge,
    415: notJson,
    422: errorAnswer('The prompt has nothing to draw', [
      {
        error: 'prompt_rejected',
        message: 'The prompt has neither a letter nor a digit',
        details: { reason: 'no_words' },
      },
      {
        error: 'prompt_rejected',
        message: 'The prompt has fewer than 3 characters',
        details: { reason: 'too_short' },
      },
    ]),
    500: internal,
    503: errorAnswer(
      'The server cannot draw the picture now',
      [...HOUSE_FULL, DATABASE_BUSY, ...DRAWING_FAILS, STORAGE_FULL],
      RETRY_HEADERS,
    ),
  },
});
