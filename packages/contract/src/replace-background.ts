import { ANCHORS, BACKDROP_FITS, BLEND_MODES, RECIPE_RANGES } from '@backgroundfx/core';
import { createRoute, z } from '@hono/zod-openapi';
import {
  errorAnswer,
  FILE_NAME_HEADERS,
  internal,
  jsonTooLarge,
  notJson,
  RETRY_HEADERS,
  unauthorized,
} from './error.ts';
import { answerExpired } from './idempotency.ts';
import { modelNotReady, NO_SUCH_MODEL } from './model-errors.ts';
import { CUTOUT_OUTAGES, CUTOUT_REFUSALS } from './picture-errors.ts';
import { processingResultSchema, RESULT_EXAMPLE } from './processing-result.ts';
import { recipeSchema } from './recipe.ts';

/** Ids are short; what is none is not found. */
const MAX_ID = 100;
const ANCHOR_NAMES = Object.keys(ANCHORS) as (keyof typeof ANCHORS)[];
/** What a recipe says itself. */
const SAID_BY_RECIPE = ['blend_mode', 'fit', 'position', 'scale'] as const;

function id(field: string, description: string) {
  const message = `${field} must be an id of at most ${MAX_ID} characters`;
  return z.string(message).min(1, message).max(MAX_ID, message).openapi({ description });
}

function numberOf(field: string, { min, max }: { readonly min: number; readonly max: number }) {
  const message = `${field} must be a number from ${min} to ${max}`;
  return z.number(message).min(min, message).max(max, message);
}

const POSITION_MESSAGE = `position must be ${ANCHOR_NAMES.join(' or ')}, or x and y from 0 to 1`;
const position = z
  .union(
    [
      z.enum(ANCHOR_NAMES).transform((name): { x: number; y: number } => ANCHORS[name]),
      z.strictObject({
        x: numberOf('x', RECIPE_RANGES.anchor).default(RECIPE_RANGES.anchor.default),
        y: numberOf('y', RECIPE_RANGES.anchor).default(RECIPE_RANGES.anchor.default),
      }),
    ],
    POSITION_MESSAGE,
  )
  .optional()
  .openapi({
    description:
      'Where free space goes, or what is too much is cut: `x` and `y`, or a name; the middle when absent',
  });

const bodySchema = z
  .strictObject(
    {
      image_id: id('image_id', 'An image of yours, or a result of processing'),
      background_id: id(
        'background_id',
        'A background of `/backgrounds`. May be left out with `recipe`, whose own it takes the place of',
      ).optional(),
      blend_mode: z
        .enum(BLEND_MODES, `blend_mode must be one of ${BLEND_MODES.join(', ')}`)
        .optional()
        .openapi({
          default: 'normal',
          description: 'How the subject meets its background, as in W3C Compositing and Blending',
        }),
      fit: z
        .enum(BACKDROP_FITS, `fit must be one of ${BACKDROP_FITS.join(', ')}`)
        .optional()
        .openapi({ default: 'cover', description: 'How the background fills the picture' }),
      position,
      scale: numberOf('scale', RECIPE_RANGES.backdropScale).optional().openapi({
        default: RECIPE_RANGES.backdropScale.default,
        description: 'Times the size that `fit` gives',
      }),
      recipe: recipeSchema.optional().openapi({
        description: 'In the place of all options but the two ids: how the picture is made',
      }),
    },
    {
      error: issue =>
        issue.code === 'unrecognized_keys'
          ? `There is no field called ${issue.keys?.map(key => `"${key}"`).join(', ')}`
          : 'The body must be a JSON object',
    },
  )
  .superRefine((body, context) => {
    const problem = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (!body.recipe) {
      if (body.background_id === undefined) problem('background_id', 'background_id is missing');
      return;
    }
    for (const name of SAID_BY_RECIPE) {
      if (body[name] !== undefined) problem(name, `${name} is for the recipe to say`);
    }
  })
  .openapi('ReplaceBackground', { required: ['image_id', 'background_id'] });

/** What is asked for; what is absent has its default. */
export type ReplaceBackground = z.infer<typeof bodySchema>;

const BYTES = { schema: { type: 'string', format: 'binary' } } as const;

export const replaceBackgroundRoute = createRoute({
  method: 'post',
  path: '/process/replace-background',
  operationId: 'replaceBackground',
  tags: ['Processing'],
  summary: 'Replace image background',
  description:
    'Lays the subject of a picture on a background. A picture that is see-through somewhere is taken as cut out already; any ' +
    'other one is cut out first, as the defaults have it or as `recipe` says. Answers with addresses of the result, or, ' +
    'where the `Accept` header asks for `image/png`, `image/webp` or `image/jpeg`, with the result itself.',
  security: [{ BearerAuth: [] }],
  'x-units': 'picture',
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: bodySchema,
          example: {
            image_id: 'b3f1c9de-4a55-4d0e-8f0a-6f7d2c1e9a10',
            background_id: 'nature-sunset-sea',
            blend_mode: 'normal' as const,
            fit: 'cover' as const,
            position: 'bottom' as const,
          },
        },
      },
    },
  },
  responses: {
    200: {
      description: 'Background replaced successfully',
      headers: {
        ...FILE_NAME_HEADERS,
        'X-Processing-Time': { description: 'With a picture: seconds', schema: { type: 'number' } },
        'X-Image-Width': { description: 'With a picture: pixels', schema: { type: 'integer' } },
        'X-Image-Height': { description: 'With a picture: pixels', schema: { type: 'integer' } },
      },
      content: {
        'application/json': { schema: processingResultSchema, example: RESULT_EXAMPLE },
        'image/png': BYTES,
        'image/webp': BYTES,
        'image/jpeg': BYTES,
      },
    },
    400: errorAnswer('A field is not as it must be, or the result is no single picture', [
      {
        error: 'invalid_request',
        message: 'The request is not valid',
        details: { fields: [{ path: 'scale', message: 'scale must be a number from 0.01 to 20' }] },
      },
      {
        error: 'invalid_image',
        message: 'The file is not a JPEG, PNG or WebP picture',
        details: { reason: 'unsupported_image' },
      },
    ]),
    401: unauthorized,
    404: errorAnswer('The caller has no such image, background or model', [
      { error: 'not_found', message: 'There is no such image' },
      { error: 'not_found', message: 'There is no such background' },
      NO_SUCH_MODEL,
    ]),
    406: errorAnswer('The `Accept` header takes none of the types that there are', [
      {
        error: 'not_acceptable',
        message: 'The server can answer with a type of `details.types` only',
        details: { types: ['application/json', 'image/png', 'image/webp', 'image/jpeg'] },
      },
    ]),
    409: modelNotReady,
    410: answerExpired,
    413: errorAnswer('The body is too long, or the picture would be too large', [
      ...Object.values(jsonTooLarge.content['application/json'].examples).map(({ value }) => value),
      {
        error: 'payload_too_large',
        message: 'The canvas would have 10000 x 20000 pixels',
        details: { limit_pixels: 100_000_000, width: 10_000, height: 20_000 },
      },
      {
        error: 'payload_too_large',
        message: 'WebP holds at most 16383 pixels a side',
        details: { limit_side: 16_383, width: 20_000, height: 10 },
      },
    ]),
    415: notJson,
    422: errorAnswer(
      'There is no subject in the picture, nothing to draw in the prompt, or the model does not get through; nothing is kept',
      CUTOUT_REFUSALS,
    ),
    500: internal,
    503: errorAnswer('The server cannot work on the picture now', CUTOUT_OUTAGES, RETRY_HEADERS),
  },
});
