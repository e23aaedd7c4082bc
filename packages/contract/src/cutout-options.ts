import {
  CLASS_PATTERN,
  COLOUR_PATTERN,
  ID_PATTERN,
  MOST_CLASSES,
  QUALITIES,
  type Recipe,
  readRecipe,
} from '@backgroundfx/core';
import { z } from '@hono/zod-openapi';

/** Names that a client may give for the network. */
export const MODELS = ['rembg', 'u2net', 'deeplab', 'custom'] as const;
/** What a result is written as: a picture, or its colours and its matte in one archive. */
export const RESULT_FORMATS = ['png', 'webp', 'jpg', 'zip'] as const;
export const CHANNELS = ['rgba', 'alpha'] as const;
/** Most megapixels of a result, by the names that other services have for them. */
export const SIZES = { preview: 0.25, medium: 1.5, hd: 4, full: undefined } as const;
export const SIZE_NAMES = ['preview', 'medium', 'hd', 'full'] as const;

export const EDGE_REFINEMENT = { minimum: 0, maximum: 100, default: 50 } as const;
export const CROP_MARGIN = { minimum: 0, maximum: 1, default: 0 } as const;
export const MAX_SIDE = { minimum: 1, maximum: 65_535 } as const;

/** Four lengths in pixels (`120px`, `120`) or in hundredths of a side (`12.5%`), with a blank between them. */
export const ROI_PATTERN = /^\d{1,6}(?:\.\d{1,6})?(?:px|%)?(?: \d{1,6}(?:\.\d{1,6})?(?:px|%)?){3}$/;

/** What an absent field means. */
export const REMOVE_BACKGROUND_DEFAULTS = {
  model: 'rembg',
  quality: 'high',
  return_mask: false,
  edge_refinement: EDGE_REFINEMENT.default,
  channels: 'rgba',
  crop: false,
  crop_margin: CROP_MARGIN.default,
  size: 'full',
} as const;

const usual = REMOVE_BACKGROUND_DEFAULTS;

const ID_MESSAGE = 'model_id must be an id of up to 100 letters, digits, _ and -';
const CLASSES_MESSAGE = `classes must be a list of 1 to ${MOST_CLASSES} names`;

const shape = {
  model: oneOf('model', MODELS).default(usual.model),
  model_id: z.string(ID_MESSAGE).regex(ID_PATTERN, ID_MESSAGE).optional(),
  classes: z
    .array(z.string('a class must be a name').regex(CLASS_PATTERN, 'a class must be a name'), CLASSES_MESSAGE)
    .min(1, CLASSES_MESSAGE)
    .max(MOST_CLASSES, CLASSES_MESSAGE)
    .optional(),
  quality: oneOf('quality', QUALITIES).default(usual.quality),
  return_mask: yesOrNo('return_mask').default(usual.return_mask),
  edge_refinement: numberOf('edge_refinement', EDGE_REFINEMENT).default(usual.edge_refinement),
  format: oneOf('format', RESULT_FORMATS).optional(),
  bg_color: z
    .string('bg_color must be a color such as #1a2b3c')
    .regex(COLOUR_PATTERN, 'bg_color must be a color such as #1a2b3c')
    .optional(),
  channels: oneOf('channels', CHANNELS).default(usual.channels),
  crop: yesOrNo('crop').default(usual.crop),
  crop_margin: numberOf('crop_margin', CROP_MARGIN).default(usual.crop_margin),
  size: oneOf('size', SIZE_NAMES).default(usual.size),
  max_side: z
    .int(`max_side must be a whole number from ${MAX_SIDE.minimum} to ${MAX_SIDE.maximum}`)
    .refine(
      value => value >= MAX_SIDE.minimum && value <= MAX_SIDE.maximum,
      `max_side must be a whole number from ${MAX_SIDE.minimum} to ${MAX_SIDE.maximum}`,
    )
    .optional(),
  roi: z
    .string('roi must be four lengths such as "10% 0px 90% 480px"')
    .regex(ROI_PATTERN, 'roi must be four lengths such as "10% 0px 90% 480px"')
    .optional(),
};

/** A recipe as the engine reads it, complete. */
const recipe = z.unknown().transform((document, context): Recipe => {
  const read = readRecipe(document);
  if (read.ok) return read.recipe;
  for (const { path, message } of read.problems) {
    context.addIssue({ code: 'custom', path: path === '' ? [] : path.split('.'), message: `It ${message}` });
  }
  return z.NEVER;
});

/** A picture as a recipe describes it; nothing can be said beside it. */
export const recipeOptionsSchema = z.strictObject({ recipe });

/** How one picture is cut out, its values typed. */
export const cutoutOptionsSchema = z
  .strictObject(shape, 'The options must be an object')
  .superRefine((options, context) => {
    const problem = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    const { format, channels, bg_color, model, model_id } = options;
    if ((model === 'custom') !== (model_id !== undefined)) {
      problem('model_id', 'model_id must be there for the model custom, and for no other');
    }
    if (channels === 'alpha' && format === 'zip') {
      problem('channels', 'channels must be rgba where format is zip, which holds the matte anyway');
    }
    if (bg_color === undefined) return;
    if (format === 'zip')
      problem('bg_color', 'bg_color is not for the format zip, whose colors have no ground');
    if (channels === 'alpha') problem('bg_color', 'bg_color is not for a matte: channels must be rgba');
  });

/** What a client asks for with one picture. */
export interface CutoutOptions extends z.infer<typeof cutoutOptionsSchema> {
  /** Says everything itself; the other options are only what it says too. */
  readonly recipe?: Recipe;
}

/** What a recipe says in the words of the other options. */
export function optionsOfRecipe(described: Recipe): CutoutOptions {
  const { model, model_id, classes, quality, edge_refinement, output } = described;
  const usualOptions = cutoutOptionsSchema.parse({});
  const { format, matte: return_mask } = output;
  return {
    ...usualOptions,
    model,
    ...(model_id !== null && { model_id }),
    ...(classes !== null && { classes: [...classes] }),
    quality,
    edge_refinement,
    format,
    return_mask,
    recipe: described,
  };
}

/** Fields whose values are numbers, or true or false: text stands for them in a form. */
export const NUMBER_FIELDS: ReadonlySet<string> = new Set(['edge_refinement', 'crop_margin', 'max_side']);
export const TRUTH_FIELDS: ReadonlySet<string> = new Set(['return_mask', 'crop']);

function oneOf<const Names extends readonly string[]>(field: string, names: Names) {
  return z.enum(names, `${field} must be one of ${names.join(', ')}`);
}

function yesOrNo(field: string) {
  return z.boolean(`${field} must be true or false`);
}

function numberOf(
  field: string,
  { minimum, maximum }: { readonly minimum: number; readonly maximum: number },
) {
  const message = `${field} must be a number from ${minimum} to ${maximum}`;
  return z.number(message).min(minimum, message).max(maximum, message);
}
