import { readRecipe } from '@backgroundfx/core';
import { OpenAPIHono } from '@hono/zod-openapi';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recipeSchema } from './recipe.ts';

/** What both parsers say of a document: the complete recipe, or where it is wrong. */
function verdicts(document: unknown) {
  const ours = readRecipe(document);
  const theirs = recipeSchema.safeParse(document);
  return [ours.ok ? ours.recipe : 'refused', theirs.success ? theirs.data : 'refused'] as const;
}

const oddNumber = fc.oneof(
  fc.constantFrom(
    -1,
    0,
    0.5,
    1,
    2,
    3.5,
    10,
    20,
    100,
    101,
    360,
    361,
    10_000,
    10_001,
    2 ** 31,
    2 ** 53,
    -0,
    1e308,
  ),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY),
  fc.double({ min: -3, max: 3, noNaN: true }),
);
const odd = fc.oneof(
  oddNumber,
  fc.constantFrom<unknown>(
    undefined,
    null,
    '',
    '0',
    'x',
    true,
    false,
    {},
    [],
    [1],
    '#fff',
    '#ffff',
    'ab',
    'abc',
    { type: 'drop' },
  ),
  fc.string({ maxLength: 12 }),
);

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const color = fc.constantFrom('#fff', '#A1b2c3', '#12345678');
const position = fc.oneof(
  fc.constantFrom('top', 'center', 'bottom-right'),
  fc.record({ x: number(0, 1), y: number(0, 1) }, { requiredKeys: [] }),
);
const stops = fc.array(fc.record({ at: number(0, 1), color }), { minLength: 2, maxLength: 12 });
const background = fc.oneof(
  fc.constant({ type: 'transparent' }),
  fc.record({ type: fc.constant('color'), color }, { requiredKeys: ['type'] }),
  fc.record(
    {
      type: fc.constant('gradient'),
      shape: fc.constantFrom('linear', 'radial'),
      angle: number(0, 360),
      center: position,
      stops,
    },
    { requiredKeys: ['type', 'stops'] },
  ),
  fc.record({ type: fc.constant('library'), id: fc.constantFrom('solid-white', 'a_b-9') }),
  fc.record(
    {
      type: fc.constant('image'),
      id: fc.constant('img_1'),
      fit: fc.constantFrom('cover', 'contain', 'stretch', 'tile'),
      position,
      scale: number(0.01, 20),
    },
    { requiredKeys: ['type', 'id'] },
  ),
  fc.record({ type: fc.constant('blur'), blur: number(0.001, 0.2) }, { requiredKeys: ['type'] }),
  fc.record(
    {
      type: fc.constant('prompt'),
      prompt: fc.string({ minLength: 2, maxLength: 9, unit: 'grapheme' }),
      style: fc.constantFrom('realistic', 'artistic', 'abstract', 'gradient'),
      seed: fc.nat(),
    },
    { requiredKeys: ['type', 'prompt'] },
  ),
);
const shadow = fc.oneof(
  fc.constant({ type: 'none' }),
  fc.record(
    {
      type: fc.constantFrom('drop', 'contact'),
      x: number(-1, 1),
      y: number(-1, 1),
      blur: number(0, 0.2),
      color,
      opacity: number(0, 1),
    },
    { requiredKeys: ['type'] },
  ),
);
const recipe = fc.record(
  {
    version: fc.constant(1),
    model: fc.constantFrom('rembg', 'u2net', 'deeplab', 'custom'),
    model_id: fc.constantFrom(null, 'm-1'),
    classes: fc.constantFrom<unknown>(null, ['cat'], ['cat', 'a, b'], [], ['']),
    quality: fc.constantFrom('low', 'medium', 'high', 'ultra'),
    edge_refinement: number(0, 100),
    finish: fc.record(
      {
        shift_edge: number(-10, 10),
        feather: number(0, 20),
        contrast: number(-100, 100),
        decontamination: number(0, 100),
      },
      { requiredKeys: [] },
    ),
    background,
    blend_mode: fc.constantFrom('normal', 'multiply', 'screen', 'overlay'),
    color_match: number(0, 1),
    subject: fc.record(
      { x: number(-2, 2), y: number(-2, 2), scale: number(0.01, 20), rotation: number(-360, 360) },
      { requiredKeys: [] },
    ),
    shadow,
    second_shadow: shadow,
    canvas: fc.record(
      {
        crop: fc.boolean(),
        margin: number(0, 1),
        padding: number(0, 1),
        width: fc.constantFrom(null, 1, 10_000),
        height: fc.constantFrom(null, 800),
      },
      { requiredKeys: [] },
    ),
    output: fc.record(
      {
        format: fc.constantFrom('png', 'webp', 'jpg'),
        quality: number(1, 100),
        max_side: fc.constantFrom(null, 640),
        channels: fc.constantFrom('rgba', 'alpha'),
        matte: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

/** A document with one of its values, somewhere in it, made another, taken out or added. */
function spoilt(document: unknown, [turn, ...rest]: readonly number[], value: unknown): unknown {
  if (turn === undefined || typeof document !== 'object' || document === null) return value;
  if (Array.isArray(document)) {
    const at = turn % (document.length + 1);
    return document.toSpliced(at, 1, spoilt(document[at], rest, value));
  }
  const keys = Object.keys(document);
  const key = keys[turn % (keys.length + 1)];
  if (key === undefined) return { ...document, unheard: value };
  const { [key]: old, ...others } = document as Record<string, unknown>;
  if (turn % 7 === 0) return others;
  return { ...others, [key]: spoilt(old, rest, value) };
}

describe('the recipe of the contract and that of the engine', () => {
  it('are the same for documents that are right, with the same defaults', () => {
    const accepted = { count: 0 };
    fc.assert(
      fc.property(recipe, document => {
        const [ours, theirs] = verdicts(document);
        expect(ours).toEqual(theirs);
        if (ours !== 'refused') accepted.count++;
      }),
      { numRuns: 500 },
    );
    expect(accepted.count).toBeGreaterThan(100);
    expect(verdicts({})[0]).not.toBe('refused');
  });

  it('are the same for documents that are wrong', () => {
    const refused = { count: 0 };
    fc.assert(
      fc.property(recipe, fc.array(fc.nat(30), { maxLength: 4 }), odd, (document, way, value) => {
        const [ours, theirs] = verdicts(spoilt(document, way, value));
        expect(ours).toEqual(theirs);
        if (ours === 'refused') refused.count++;
      }),
      { numRuns: 3000 },
    );
    expect(refused.count).toBeGreaterThan(500);
  });

  it('say the same places', () => {
    const document = {
      quality: 1,
      finish: { feather: 99 },
      shadow: { type: 'drop', blur: -1 },
      canvas: { width: 'x' },
    };
    const ours = readRecipe(document);
    const theirs = recipeSchema.safeParse(document);
    const paths = theirs.success ? [] : theirs.error.issues.map(issue => issue.path.join('.'));
    expect(ours.ok ? [] : ours.problems.map(problem => problem.path)).toEqual(paths);
    expect(paths).toEqual(['quality', 'finish.feather', 'shadow.blur', 'canvas.width']);
  });

  it('can be written as OpenAPI, with an example that is right', () => {
    const app = new OpenAPIHono();
    app.openAPIRegistry.register('Recipe', recipeSchema);
    const { components } = app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: '', version: '' } });
    const schema = components?.schemas?.Recipe as {
      example: unknown;
      required?: string[];
      description: string;
    };
    expect(recipeSchema.safeParse(schema.example).success).toBe(true);
    expect(schema.required).toBeUndefined();
    expect(schema.description).toContain('How one picture is made');
    expect(JSON.stringify(schema)).not.toContain('/i"');
  });
});
