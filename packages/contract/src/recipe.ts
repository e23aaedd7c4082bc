import {
  ANCHORS,
  BACKDROP_FITS,
  BLEND_MODES,
  CANVAS_SIDE,
  CLASS_PATTERN,
  COLOUR_PATTERN,
  GRADIENT_SHAPES,
  GRADIENT_STOPS,
  ID_PATTERN,
  MOST_CLASSES,
  PROMPT_STYLES,
  QUALITIES,
  RECIPE_CHANNELS,
  RECIPE_FORMATS,
  RECIPE_MODELS,
  RECIPE_RANGES,
  RECIPE_VERSION,
} from '@backgroundfx/core';
import { z } from '@hono/zod-openapi';

// The engine reads the same document by its own means (`readRecipe`); a test holds the two against each other.

const range = RECIPE_RANGES;

interface Range {
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

function number({ min, max, default: absent }: Range, description: string) {
  return z.number().min(min).max(max).default(absent).openapi({ description });
}

function color(description: string) {
  return z.string().regex(COLOUR_PATTERN).openapi({ description, example: '#f4efe6' });
}

function id(description: string) {
  return z.string().regex(ID_PATTERN).openapi({ description });
}

function side(description: string) {
  return z.int().min(CANVAS_SIDE.min).max(CANVAS_SIDE.max).nullable().default(null).openapi({ description });
}

const ANCHOR_NAMES = Object.keys(ANCHORS) as (keyof typeof ANCHORS)[];

const point = z.strictObject({
  x: number(range.anchor, '0 left, 1 right'),
  y: number(range.anchor, '0 top, 1 bottom'),
});

const position = z
  .union([point, z.enum(ANCHOR_NAMES).transform((name): z.infer<typeof point> => ANCHORS[name])])
  .default(ANCHORS.center)
  .openapi({ description: 'Where free space goes, or what is too much is cut: `x` and `y`, or a name' });

const background = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('transparent') }),
    z.strictObject({
      type: z.literal('color'),
      color: color('`#rgb`, `#rrggbb` or `#rrggbbaa`').default('#ffffff'),
    }),
    z.strictObject({
      type: z.literal('gradient'),
      shape: z.enum(GRADIENT_SHAPES).default('linear'),
      angle: number(range.angle, 'Degrees, of a linear one: 0 upwards, 90 to the right, as in CSS'),
      center: position,
      stops: z
        .array(
          z.strictObject({
            at: z.number().min(range.stop.min).max(range.stop.max).openapi({
              description: '0 where the gradient begins, 1 where it ends',
            }),
            color: color('`#rgb`, `#rrggbb` or `#rrggbbaa`'),
          }),
        )
        .min(GRADIENT_STOPS.min)
        .max(GRADIENT_STOPS.max),
    }),
    z.strictObject({ type: z.literal('library'), id: id('Of a background that everybody has') }),
    z.strictObject({
      type: z.literal('image'),
      id: id('Of a picture or a background of your own'),
      fit: z.enum(BACKDROP_FITS).default('cover'),
      position,
      scale: number(range.backdropScale, 'Times the size that `fit` gives'),
    }),
    z.strictObject({
      type: z.literal('blur'),
      blur: number(
        range.surroundingsBlur,
        "How far out of focus the subject's own surroundings are: standard deviation, as a share of the picture's longer side",
      ),
    }),
    z.strictObject({
      type: z.literal('prompt'),
      prompt: z.string().min(3).max(500),
      style: z.enum(PROMPT_STYLES).default('realistic'),
      seed: z.int().min(range.seed.min).max(range.seed.max).default(range.seed.default),
    }),
  ])
  .default({ type: 'transparent' })
  .openapi({ description: 'What lies behind the subject' });

const shadowType = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({
    type: z.literal('drop'),
    x: number(range.shadowShift, "To the right, as a share of the canvas's longer side"),
    y: number(range.dropShift, "Down, as a share of the canvas's longer side"),
    blur: number(range.dropBlur, "Standard deviation, as a share of the canvas's longer side"),
    color: color('Its color').default('#000000'),
    opacity: number(range.dropOpacity, 'Of its darkest part'),
  }),
  z.strictObject({
    type: z.literal('contact'),
    x: number(range.shadowShift, "To the right, as a share of the canvas's longer side"),
    y: number(range.shadowShift, "Down, as a share of the canvas's longer side"),
    blur: number(range.contactBlur, "Standard deviation, as a share of the canvas's longer side"),
    color: color('Its color').default('#000000'),
    opacity: number(range.contactOpacity, 'Of its darkest part'),
  }),
]);

function shadow(description: string) {
  return shadowType.default({ type: 'none' }).openapi({ description });
}

/** An object that may be absent: all of its fields are then. */
function absent<S extends z.ZodObject>(schema: S) {
  return schema.default(schema.parse({}) as z.util.NoUndefined<z.output<S>>);
}

export const recipeSchema = z
  .strictObject({
    version: z
      .literal(RECIPE_VERSION)
      .default(RECIPE_VERSION)
      .openapi({ description: 'Of the document; older ones are understood as they were meant' }),
    model: z.enum(RECIPE_MODELS).default('rembg').openapi({ description: 'What finds the subject' }),
    model_id: id('Of a model of your own, for `custom` alone').nullable().default(null),
    classes: z
      .array(z.string().regex(CLASS_PATTERN))
      .min(1)
      .max(MOST_CLASSES)
      .nullable()
      .default(null)
      .openapi({
        description: 'What counts as the subject, for a model that tells classes apart; all when null',
      }),
    quality: z.enum(QUALITIES).default('high'),
    edge_refinement: number(
      range.edgeRefinement,
      'How far edges may move from what the network saw to what the picture shows',
    ),
    finish: absent(
      z.strictObject({
        shift_edge: number(range.shiftEdge, 'Pixels of the picture that the edge moves, outwards above 0'),
        feather: number(range.feather, 'Standard deviation of the Gaussian that softens the matte, pixels'),
        contrast: number(range.contrast, 'How steep the edge is: twice as steep for every 25'),
        decontamination: number(
          range.decontamination,
          "Per cent of the way from the picture's color to the subject's own where the edge is see-through",
        ),
      }),
    ),
    background,
    blend_mode: z.enum(BLEND_MODES).default('normal').openapi({
      description: 'How the subject meets what is behind it, as in W3C Compositing and Blending',
    }),
    color_match: number(
      range.colorMatch,
      "How far the subject's colors go towards those of what is behind it; 0 leaves them as they are",
    ),
    subject: absent(
      z.strictObject({
        x: number(range.subjectShift, "To the right, as a share of the canvas's width"),
        y: number(range.subjectShift, "Down, as a share of the canvas's height"),
        scale: number(range.subjectScale, 'About the middle of the subject'),
        rotation: number(range.rotation, 'Degrees, clockwise, about the middle of the subject'),
      }),
    ),
    shadow: shadow("`drop`: the subject's outline, behind it; `contact`: on the ground below it"),
    second_shadow: shadow(
      'Another one, which lies below the first: a subject may stand on the ground before a wall',
    ),
    canvas: absent(
      z.strictObject({
        crop: z
          .boolean()
          .default(false)
          .openapi({ description: 'Around the subject, not the whole picture' }),
        margin: number(range.margin, 'With `crop`: room on every side, as a share of its longer side'),
        padding: number(range.padding, 'Room around all that is seen, as a share of its longer side'),
        width: side('Pixels; from the height or as it is where it is null'),
        height: side('Pixels; from the width or as it is where it is null'),
      }),
    ),
    output: absent(
      z.strictObject({
        format: z
          .enum(RECIPE_FORMATS)
          .default('png')
          .openapi({ description: '`jpg` has no transparency: white is laid behind' }),
        quality: number(range.outputQuality, 'Of `webp` and `jpg`'),
        max_side: side('The picture is made smaller where a side has more pixels; never larger'),
        channels: z
          .enum(RECIPE_CHANNELS)
          .default('rgba')
          .openapi({ description: '`alpha`: nothing but the matte of the subject where it lies, as grey' }),
        matte: z
          .boolean()
          .default(false)
          .openapi({ description: 'Whether the matte is given too, as a picture of its own' }),
      }),
    ),
  })
  .superRefine(({ model, model_id }, context) => {
    if ((model === 'custom') === (model_id !== null)) return;
    context.addIssue({
      code: 'custom',
      path: ['model_id'],
      message: 'must be there for the model custom, and for no other',
    });
  })
  .openapi('Recipe', {
    description:
      'How one picture is made: how its subject is found and finished, what lies behind it, where it lies, and what comes out. ' +
      'Whatever is absent has its default.',
    example: {
      version: RECIPE_VERSION,
      quality: 'high',
      background: {
        type: 'gradient',
        angle: 180,
        stops: [
          { at: 0, color: '#fdfbf7' },
          { at: 1, color: '#d9d2c5' },
        ],
      },
      subject: { y: 0.05, scale: 0.9 },
      shadow: { type: 'contact', opacity: 0.5 },
      canvas: { crop: true, margin: 0.1, width: 1600, height: 1600 },
      output: { format: 'webp', quality: 85 },
    },
  });

/** What a client may send as a recipe. */
export type RecipeDocument = z.input<typeof recipeSchema>;
