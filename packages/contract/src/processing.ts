import { createRoute, z } from '@hono/zod-openapi';
import { errorAnswer, FILE_NAME_HEADERS, internal, RETRY_HEADERS, unauthorized } from './error.ts';
import { answerExpired } from './idempotency.ts';
import { batchJobSchema, JOB_LOCATION, NEW_JOB_EXAMPLE } from './jobs.ts';
import { modelNotReady, NO_SUCH_MODEL } from './model-errors.ts';
import { CUTOUT_OUTAGES, CUTOUT_REFUSALS, INVALID_IMAGES, TOO_LARGE_IMAGES } from './picture-errors.ts';

import { CUTOUT_PROPERTIES, processingResultSchema, RESULT_EXAMPLE } from './processing-result.ts';

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
      'With a picture: what a model that tells classes apart found, largest first, each in percent-encoding, with commas between them; of many the first 4000 bytes',
    schema: { type: 'string' },
  },
  'X-Confidence': {
    description: 'With a picture: how sure the engine is that it found the right subject, 0 to 1',
    schema: { type: 'number' },
  },
} as const;

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
      image_url: {
        type: 'string' as const,
        format: 'uri',
        description:
          'In the place of `file`: where the server fetches it, within 30 s and without redirects; only public addresses',
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
  request: {
    headers: z.object({
      Prefer: z.string().optional().openapi({
        description: '`respond-async`: the answer is a job (202), whose result is fetched when it is there',
        example: 'respond-async',
      }),
    }),
    body: { required: true, content: { 'multipart/form-data': form } },
  },
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
    202: {
      description: 'The picture is worked on later, as the `Prefer` header asks',
      headers: {
        ...JOB_LOCATION,
        'Preference-Applied': { description: '`respond-async`', schema: { type: 'string' } },
      },
      content: {
        'application/json': {
          schema: batchJobSchema,
          example: {
            ...NEW_JOB_EXAMPLE,
            total_files: 1,
            items: [{ position: 0, file: 'mug.jpg', status: 'pending' as const }],
          },
        },
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
    404: errorAnswer('The caller has no such image or model, or the library no such background', [
      { error: 'not_found', message: 'There is no such image' },
      { error: 'not_found', message: 'There is no such background' },
      NO_SUCH_MODEL,
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
    409: modelNotReady,
    410: answerExpired,
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
    422: errorAnswer(
      'There is no subject in the picture, nothing to draw in the prompt, or the model does not get through; nothing is kept',
      CUTOUT_REFUSALS,
    ),
    500: internal,
    503: errorAnswer('The server cannot take the picture now', CUTOUT_OUTAGES, RETRY_HEADERS),
  },
});
