import { COLOUR_PATTERN, QUALITIES } from '@backgroundfx/core';
import { createRoute, z } from '@hono/zod-openapi';
import {
  CHANNELS,
  CROP_MARGIN,
  EDGE_REFINEMENT,
  MAX_SIDE,
  MODELS,
  REMOVE_BACKGROUND_DEFAULTS,
  RESULT_FORMATS,
  ROI_PATTERN,
  SIZE_NAMES,
} from './cutout-options.ts';
import {
  DATABASE_BUSY,
  errorAnswer,
  FILE_NAME_HEADERS,
  internal,
  RETRY_HEADERS,
  STORAGE_FULL,
  unauthorized,
} from './error.ts';
import { HOUSE_FULL, INVALID_IMAGES, TOO_LARGE_IMAGES } from './picture-errors.ts';

export const processingResultSchema = z
  .object({
    id: z.uuid(),
    image: z.url().openapi({ description: 'Where the picture without its background can be fetched' }),
    mask: z
      .url()
      .optional()
      .openapi({ description: 'Where the matte can be fetched, if `return_mask` asked for it: 8-bit grey' }),
    metadata: z.object({
      width: z.int().openapi({ description: "Pixels, after the picture's orientation is applied" }),
      height: z.int().openapi({ description: "Pixels, after the picture's orientation is applied" }),
      format: z.string().openapi({ description: 'Format of `image`, such as `png`' }),
      processing_time: z.number().openapi({ description: 'Seconds' }),
      model: z.string().optional().openapi({ description: 'Id of the model that ran, such as `isnet`' }),
      note: z.string().optional().openapi({
        description:
          'Why another model of the family ran than the one that was named, or not in float at quality `ultra`; for people',
      }),
      classes: z
        .array(z.string())
        .optional()
        .openapi({ description: 'What `deeplab` found, largest first, such as `cat`' }),
      confidence: z
        .number()
        .min(0)
        .max(1)
        .optional()
        .openapi({ description: 'How sure the engine is that it found the right subject, and all of it' }),
    }),
    expires_at: z.iso.datetime().optional().openapi({ description: 'When the addresses stop working' }),
  })
  .openapi('ProcessingResult');

export type ProcessingResult = z.infer<typeof processingResultSchema>;

const FILE = '/v1/files/0d9c1a52-6c1b-4f0e-9d55-8c1f4b9e7a10';
const SIGNED = 'expires=1769947200&signature=Jm0y3n0m4w1m0J7W5cY2c1W2mJb9t0x3o6q8r5s1u7k';
const RESULT_EXAMPLE: ProcessingResult = {
  id: '0d9c1a52-6c1b-4f0e-9d55-8c1f4b9e7a10',
  image: `http://localhost:8000${FILE}/image.png?${SIGNED}`,
  mask: `http://localhost:8000${FILE}/mask.png?${SIGNED}`,
  metadata: {
    width: 1600,
    height: 1200,
    format: 'png',
    processing_time: 0.71,
    model: 'isnet',
    confidence: 0.94,
  },
  expires_at: '2026-02-01T12:00:00.000Z',
};

const BYTES = { schema: { type: 'string', format: 'binary' } } as const;

/** They come with the picture itself; with JSON the body says the same. */
const PICTURE_HEADERS = {
  ...FILE_NAME_HEADERS,
  'X-Processing-Time': { description: 'With a picture: seconds', schema: { type: 'number' } },
  'X-Image-Width': { description: 'With a picture: pixels', schema: { type: 'integer' } },
  'X-Image-Height': { description: 'With a picture: pixels', schema: { type: 'integer' } },
  'X-Model': { description: 'With a picture: id of the model that ran', schema: { type: 'string' } },
  'X-Note': {
    description:
      'With a picture: why another model ran than the one that was named, or not in float; for people, in percent-encoding where it is not ASCII',
    schema: { type: 'string' },
  },
  'X-Classes': {
    description:
      'With a picture: what `deeplab` found, largest first, each in percent-encoding, with commas between them',
    schema: { type: 'string' },
  },
  'X-Confidence': {
    description: 'With a picture: how sure the engine is that it found the right subject, 0 to 1',
    schema: { type: 'number' },
  },
} as const;

const MODEL_DESCRIPTION = [
  '`rembg` finds any subject (ISNet).',
  '`u2net` does too, of another kind: U²-Net-P for `low` and `medium`; U²-Net for `high` and `ultra` where the server has it, else U²-Net-P.',
  '`deeplab` finds people, animals, vehicles and other things of 20 kinds, and nothing else (DeepLab v3, Pascal VOC).',
  '`custom` is not there yet.',
  'The answer says which model ran. One that the server does not have yet is fetched while the request waits; one that is not to be had is 503 `model_unavailable`.',
].join(' ');

const usual = REMOVE_BACKGROUND_DEFAULTS;

/** Options of one picture, as properties of a form or of JSON. */
export const CUTOUT_PROPERTIES = {
  model: {
    type: 'string' as const,
    enum: [...MODELS],
    default: usual.model,
    description: MODEL_DESCRIPTION,
  },
  quality: { type: 'string' as const, enum: [...QUALITIES], default: usual.quality },
  return_mask: {
    type: 'boolean' as const,
    default: usual.return_mask,
    description: 'Whether the answer names the matte too; only where the answer is JSON',
  },
  edge_refinement: {
    type: 'number' as const,
    ...EDGE_REFINEMENT,
    description: 'How far edges may move from what the network saw to what the picture shows',
  },
  format: {
    type: 'string' as const,
    enum: [...RESULT_FORMATS],
    description:
      '`png` unless the `Accept` header prefers another. `jpg` lays the subject on `bg_color`, or on white. `zip` holds ' +
      '`color.png`, the colors without transparency, and `alpha.png`, the matte.',
  },
  bg_color: {
    type: 'string' as const,
    pattern: COLOUR_PATTERN.source,
    description: 'What the subject is laid on: `#rgb`, `#rrggbb` or `#rrggbbaa`; nothing when absent',
  },
  channels: {
    type: 'string' as const,
    enum: [...CHANNELS],
    default: usual.channels,
    description: '`alpha`: the result is the matte itself, in grey',
  },
  crop: {
    type: 'boolean' as const,
    default: usual.crop,
    description: 'Whether the result shows the subject alone instead of the whole picture',
  },
  crop_margin: {
    type: 'number' as const,
    ...CROP_MARGIN,
    description:
      "With `crop`: room around the subject on every side, as a share of the subject's longer side",
  },
  size: {
    type: 'string' as const,
    enum: [...SIZE_NAMES],
    default: usual.size,
    description: 'The result is made smaller where it has more than 0.25, 1.5 or 4 megapixels',
  },
  max_side: {
    type: 'integer' as const,
    ...MAX_SIDE,
    description: 'The result is made smaller where a side has more pixels',
  },
  roi: {
    type: 'string' as const,
    pattern: ROI_PATTERN.source,
    description:
      'The subject is looked for in this part of the picture alone: left, top, right and bottom in pixels or hundredths, ' +
      'such as `10% 0px 90% 480px`',
  },
};

/**
 * The form's body is described here and read by the server itself, as it arrives: a schema of zod's in this place would
 * make the router read the whole upload into memory first. `parseRemoveBackgroundFields` reads its text fields.
 */
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
      image_id: {
        type: 'string' as const,
        description: 'In the place of `file`: an image of yours, or a result of processing',
      },
      ...CUTOUT_PROPERTIES,
    },
    additionalProperties: false,
  },
  example: { quality: 'high', return_mask: true, edge_refinement: 50 },
};

export const removeBackgroundRoute = createRoute({
  method: 'post',
  path: '/process/remove-background',
  operationId: 'removeBackground',
  tags: ['Processing'],
  summary: 'Remove background from image',
  description:
    'Answers with addresses of the result, or, where the `Accept` header asks for `image/png`, `image/webp`, ' +
    '`image/jpeg` or `application/zip`, with the result itself.',
  security: [{ BearerAuth: [] }],
  request: { body: { required: true, content: { 'multipart/form-data': form } } },
  responses: {
    200: {
      description: 'Background removed successfully',
      headers: PICTURE_HEADERS,
      content: {
        'application/json': { schema: processingResultSchema, example: RESULT_EXAMPLE },
        'image/png': BYTES,
        'image/webp': BYTES,
        'image/jpeg': BYTES,
        'application/zip': BYTES,
      },
    },
    400: errorAnswer('The form is not as it must be, or the file is not a picture that can be read', [
      {
        error: 'invalid_request',
        message: 'The request is not valid',
        details: {
          fields: [{ path: 'edge_refinement', message: 'edge_refinement must be a number from 0 to 100' }],
        },
      },
      ...INVALID_IMAGES,
    ]),
    401: unauthorized,
    404: errorAnswer('The caller has no such image', [
      { error: 'not_found', message: 'There is no such image' },
    ]),
    406: errorAnswer('The `Accept` header takes none of the types that there are', [
      {
        error: 'not_acceptable',
        message: 'The server can answer with a type of `details.types` only',
        details: { types: ['application/json', 'image/png', 'image/webp', 'image/jpeg', 'application/zip'] },
      },
    ]),
    408: errorAnswer('The upload is too slow', [
      { error: 'request_timeout', message: 'The upload is too slow' },
    ]),
    413: errorAnswer('File too large', [
      ...TOO_LARGE_IMAGES,
      {
        error: 'payload_too_large',
        message: 'WebP holds at most 16383 pixels a side',
        details: { limit_side: 16_383, width: 20_000, height: 10 },
      },
    ]),
    415: errorAnswer('The body is not a form', [
      { error: 'unsupported_media_type', message: 'The Content-Type must be multipart/form-data' },
    ]),
    422: errorAnswer('There is no subject in the picture; nothing is kept', [
      { error: 'no_foreground', message: 'There is no subject in the picture that could be cut out' },
    ]),
    500: internal,
    503: errorAnswer(
      'The server cannot take the picture now',
      [
        ...HOUSE_FULL,
        DATABASE_BUSY,
        { error: 'busy', message: 'The server is stopping' },
        { error: 'model_unavailable', message: 'The model cannot be used on this server' },
        {
          error: 'model_unavailable',
          message: 'This server has no model "custom"',
          details: { model: 'custom' },
        },
        {
          error: 'model_unavailable',
          message:
            'U²-Net-P is not installed on this server, which fetches no model by itself; whoever runs it can add the model ' +
            'with "npm run models -- add u2netp"',
          details: { model: 'u2netp', reason: 'not_installed' },
        },
        {
          error: 'model_unavailable',
          message: 'U²-Net-P is still being fetched by this server; try again soon',
          details: { model: 'u2netp', reason: 'being_fetched' },
        },
        {
          error: 'model_unavailable',
          message:
            'U²-Net-P could not be fetched by this server: its source cannot be reached; whoever runs it can add the model ' +
            'with "npm run models -- add u2netp"',
          details: { model: 'u2netp', reason: 'not_fetched' },
        },
        { error: 'worker_died', message: 'The engine had to be restarted; send the picture again' },
        {
          error: 'out_of_memory',
          message: 'The server is out of memory; try again or send a smaller picture',
        },
        STORAGE_FULL,
      ],
      RETRY_HEADERS,
    ),
  },
});
