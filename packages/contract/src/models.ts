import { createRoute, z } from '@hono/zod-openapi';
import { MODELS } from './cutout-options.ts';
import {
  DATABASE_BUSY,
  databaseBusy,
  errorAnswer,
  internal,
  RETRY_HEADERS,
  STORAGE_FULL,
  unauthorized,
} from './error.ts';
import { NO_SUCH_MODEL } from './model-errors.ts';
import { pageOf, pageQuery, wrongPage } from './paging.ts';
import { HOUSE_FULL } from './picture-errors.ts';

/** Where a model stands: those of everybody first, then those of users. */
export const MODEL_STATES = ['ready', 'on_demand', 'not_available', 'pending', 'rejected'] as const;
/** Models of their own that a user may have, those that were rejected included. */
export const MOST_MODELS = 20;
/** Longest manifest that is read, bytes. */
export const LONGEST_MANIFEST = 16_384;

const perChannel = z.array(z.number()).length(3);

/** A manifest as it is kept. What one may leave out is told where it is sent. */
const manifestSchema = z
  .object({
    version: z.literal(1),
    name: z.string(),
    input: z.object({
      layout: z.enum(['nchw', 'nhwc']),
      channels: z.enum(['rgb', 'bgr']),
      size: z
        .union([z.int(), z.object({ multipleOf: z.int(), best: z.int() })])
        .openapi({ description: 'Side in pixels, or what it is a multiple of and at which it is best' }),
      range: z
        .enum(['full', 'peak'])
        .openapi({ description: '`peak`: the largest value of the picture is 1' }),
      mean: perChannel.openapi({ description: 'Red, green and blue, for values of 0 to 1' }),
      std: perChannel,
      fit: z.literal('stretch'),
    }),
    output: z.object({
      name: z.string().openapi({ description: 'Which of the outputs of the graph is the matte' }),
      layout: z.enum(['nchw', 'nhwc']).optional(),
      values: z.enum(['unit', 'sigmoid', 'min-max', 'softmax', 'shares']),
      classes: z.array(z.string()).optional(),
    }),
  })
  .openapi('ModelManifest');

export const modelSchema = z
  .object({
    id: z.string().openapi({ description: 'Of your own: to be sent as `model_id`' }),
    name: z.string(),
    source: z.enum(['catalog', 'upload']).openapi({
      description: '`catalog`: everybody has it; `upload`: it is yours',
    }),
    selected_by: z
      .array(z.enum(MODELS))
      .openapi({ description: 'Values of the option `model` that it works for' }),
    state: z.enum(MODEL_STATES).openapi({
      description:
        '`ready`: it can be used. Of the catalog also `on_demand`: the first picture that asks for it waits until it is ' +
        'fetched; and `not_available`: it is not here, and this server fetches none. Of your own also `pending`: it is ' +
        'being tried; and `rejected`: it failed, and `rejection` says why.',
    }),
    classes: z.array(z.string()).optional().openapi({
      description: 'What it tells apart, to be sent as `classes`; absent where it finds whatever stands out',
    }),
    bytes: z.int().openapi({ description: 'Of its files' }),
    license: z
      .object({ id: z.string(), url: z.url(), note: z.string() })
      .optional()
      .openapi({ description: 'Of the catalog: SPDX identifier, text and origin of its weights' }),
    manifest: manifestSchema.optional().openapi({ description: 'Of your own: as it is understood' }),
    rejection: z
      .object({
        reason: z.string().openapi({ description: 'For programs, such as `timeout`' }),
        message: z.string(),
      })
      .optional(),
    created_at: z.iso.datetime().optional().openapi({ description: 'Of your own' }),
  })
  .openapi('Model');

export const modelPageSchema = pageOf(modelSchema).openapi('ModelPage');

export type Model = z.infer<typeof modelSchema>;
export type ModelPage = z.infer<typeof modelPageSchema>;

const ID = 'c7f0a2de-51b8-4f43-9a3e-2b6d0c9e8f17';
const MANIFEST = {
  version: 1 as const,
  name: 'Sneakers',
  input: {
    layout: 'nchw' as const,
    channels: 'rgb' as const,
    size: 320,
    range: 'full' as const,
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
    fit: 'stretch' as const,
  },
  output: { name: 'output', values: 'sigmoid' as const },
};
const PENDING: Model = {
  id: ID,
  name: 'Sneakers',
  source: 'upload',
  selected_by: ['custom'],
  state: 'pending',
  bytes: 4_574_861,
  manifest: MANIFEST,
  created_at: '2026-01-31T12:00:00.000Z',
};
const OWN: Model = { ...PENDING, state: 'ready' };
const SHARED: Model = {
  id: 'deeplabv3',
  name: 'DeepLab v3',
  source: 'catalog',
  selected_by: ['deeplab'],
  state: 'on_demand',
  classes: ['aeroplane', 'bicycle', 'bird', 'cat', 'dog', 'person'],
  bytes: 2_188_293,
  license: {
    id: 'Apache-2.0',
    url: 'https://github.com/google-coral/test_data/blob/master/LICENSE',
    note: 'Weights by Liang-Chieh Chen and others (DeepLab v3, MobileNet v2, trained on Pascal VOC).',
  },
};

const security = [{ BearerAuth: [] }];
const tags = ['Models'];
/** Plain text: what is no id of a model is not found, whatever it looks like. */
const params = z.object({ id: z.string().openapi({ example: ID }) });

const notFound = errorAnswer('There is no such model', [NO_SUCH_MODEL]);

const form = {
  schema: {
    type: 'object' as const,
    required: ['file', 'manifest'],
    properties: {
      file: {
        type: 'string' as const,
        format: 'binary',
        description:
          'ONNX file of at most 400 MB, unless this server says otherwise: one input, standard operations, weights inside',
      },
      manifest: {
        type: 'string' as const,
        contentMediaType: 'application/json',
        maxLength: LONGEST_MANIFEST,
        description:
          'What the graph does not tell, as JSON (`ModelManifest`). `channels`, `range` and `fit` may be left out (`rgb`, ' +
          '`full`, `stretch`), and `mean` and `std` may be one number. Without a manifest the answer is 400 with one to begin ' +
          'with, `details.suggested_manifest`, and what of it is guessed, `details.guessed`.',
      },
    },
    additionalProperties: false,
  },
  example: { manifest: JSON.stringify(MANIFEST) },
};

export const listModelsRoute = createRoute({
  method: 'get',
  path: '/models',
  operationId: 'listModels',
  tags,
  summary: 'List available models',
  description: 'Your own, the newest first, and then those that everybody has.',
  security,
  request: { query: z.object(pageQuery) },
  responses: {
    200: {
      description: 'A page of models',
      content: {
        'application/json': {
          schema: modelPageSchema,
          example: { items: [OWN, SHARED], total: 5, page: 1, pages: 1 },
        },
      },
    },
    400: wrongPage(),
    401: unauthorized,
    500: internal,
    503: databaseBusy,
  },
});

export const createModelRoute = createRoute({
  method: 'post',
  path: '/models',
  operationId: 'createModel',
  tags,
  summary: 'Upload a model of your own',
  description:
    'The file is checked at once; then it is tried in a process of its own, which takes some seconds: `state` is `pending` ' +
    'and becomes `ready` or `rejected`. It is kept until it is deleted, and nobody else can use it.',
  security,
  request: { body: { required: true, content: { 'multipart/form-data': form } } },
  responses: {
    202: {
      description: 'The file has passed the checks and is being tried',
      headers: { Location: { description: 'Of the model', schema: { type: 'string' } } },
      content: { 'application/json': { schema: modelSchema, example: PENDING } },
    },
    400: errorAnswer(
      'The form or its manifest is not as it must be, or the file is no model that can be used',
      [
        {
          error: 'invalid_request',
          message: 'The request is not valid',
          details: {
            fields: [
              {
                path: 'manifest.input.mean',
                message:
                  'manifest.input.mean should be one number, or three for red, green and blue, found "0.5"',
              },
            ],
          },
        },
        {
          error: 'invalid_request',
          message: 'The request is not valid',
          details: {
            fields: [{ path: 'manifest', message: 'manifest is missing' }],
            suggested_manifest: MANIFEST,
            guessed: ['meanStd', 'values'],
          },
        },
        {
          error: 'invalid_model',
          message: 'The file is not an ONNX model',
          details: { reason: 'not_onnx' },
        },
      ],
    ),
    401: unauthorized,
    403: errorAnswer('The caller has as many models as one may have, or they take all the room there is', [
      {
        error: 'quota_exceeded',
        message: 'You may have 20 models; delete some first',
        details: { limit_models: MOST_MODELS },
      },
      {
        error: 'quota_exceeded',
        message: 'Your models may take 2000 MB in all; delete some first',
        details: { limit_bytes: 2_000_000_000 },
      },
    ]),
    408: errorAnswer('The upload is too slow', [
      { error: 'request_timeout', message: 'The upload is too slow' },
    ]),
    413: errorAnswer('File too large', [
      {
        error: 'payload_too_large',
        message: 'The file must not be larger than 400 MB',
        details: { limit_bytes: 400_000_000 },
      },
    ]),
    415: errorAnswer('The body is not a form', [
      { error: 'unsupported_media_type', message: 'The Content-Type must be multipart/form-data' },
    ]),
    500: internal,
    503: errorAnswer(
      'The server cannot take the model now',
      [
        ...HOUSE_FULL,
        { error: 'busy', message: 'Too many of your models are being tried; try again soon' },
        DATABASE_BUSY,
        { error: 'busy', message: 'The server is stopping' },
        { error: 'worker_died', message: 'The engine had to be restarted; send the picture again' },
        STORAGE_FULL,
      ],
      RETRY_HEADERS,
    ),
  },
});

export const readModelRoute = createRoute({
  method: 'get',
  path: '/models/{id}',
  operationId: 'readModel',
  tags,
  summary: 'Get a model',
  description: 'Costs nothing, so that it can be asked whether a model is ready.',
  security,
  'x-units': 'none',
  request: { params },
  responses: {
    200: {
      description: 'The model',
      content: { 'application/json': { schema: modelSchema, example: OWN } },
    },
    401: unauthorized,
    404: notFound,
    500: internal,
    503: databaseBusy,
  },
});

export const deleteModelRoute = createRoute({
  method: 'delete',
  path: '/models/{id}',
  operationId: 'deleteModel',
  tags,
  summary: 'Delete a model of your own',
  description: 'Pictures that it is working on are finished; those that wait for it fail.',
  security,
  request: { params },
  responses: {
    204: { description: 'It is gone' },
    401: unauthorized,
    403: errorAnswer('It is one that everybody has', [
      { error: 'forbidden', message: 'A model of the catalog cannot be deleted' },
    ]),
    404: notFound,
    500: internal,
    503: databaseBusy,
  },
});
