import { COLOUR_PATTERN, ID_PATTERN, QUALITIES } from '@backgroundfx/core';
import { z } from '@hono/zod-openapi';
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
      model: z
        .string()
        .optional()
        .openapi({ description: 'Id of the model that ran, such as `isnet`, or of your own' }),
      note: z.string().optional().openapi({
        description:
          'Why another model of the family ran than the one that was named, or not in float at quality `ultra`; for people',
      }),
      classes: z.array(z.string()).optional().openapi({
        description: 'What a model that tells classes apart found, largest first, such as `cat`',
      }),
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
export const RESULT_EXAMPLE: ProcessingResult = {
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

const MODEL_DESCRIPTION = [
  '`rembg` finds any subject (ISNet).',
  '`u2net` does too, of another kind: U²-Net-P for `low` and `medium`; U²-Net for `high` and `ultra` where the server has it, else U²-Net-P.',
  '`deeplab` finds people, animals, vehicles and other things of 20 kinds, and nothing else (DeepLab v3, Pascal VOC).',
  '`custom` is a model of your own, which `model_id` names.',
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
  model_id: {
    type: 'string' as const,
    pattern: ID_PATTERN.source,
    description: 'With `custom`: a model of `/models` that is yours and ready',
  },
  classes: {
    type: 'string' as const,
    description:
      'What counts as the subject, for a model that tells classes apart: names with commas between them, such as ' +
      '`person,dog`, or a JSON list; all of its classes when absent. `/models` tells them. In JSON it is a list.',
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
  recipe: {
    type: 'string' as const,
    contentMediaType: 'application/json',
    description:
      'In the place of all other options: the picture that a recipe describes, as JSON (`Recipe`). A background of ' +
      'type `image` is an image of yours, or a result of processing. In JSON it is an object.',
  },
};
