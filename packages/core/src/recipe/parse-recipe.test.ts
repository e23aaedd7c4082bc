import { describe, expect, it } from 'vitest';
import { EngineError } from '../errors.ts';
import { parseRecipe, readRecipe } from './parse-recipe.ts';
import { upgradeRecipe } from './upgrade-recipe.ts';

const DEFAULTS = {
  version: 1,
  model: 'rembg',
  model_id: null,
  classes: null,
  quality: 'high',
  edge_refinement: 50,
  finish: { shift_edge: 0, feather: 0, contrast: 0, decontamination: 100 },
  background: { type: 'transparent' },
  blend_mode: 'normal',
  color_match: 0,
  subject: { x: 0, y: 0, scale: 1, rotation: 0 },
  shadow: { type: 'none' },
  second_shadow: { type: 'none' },
  canvas: { crop: false, margin: 0, padding: 0, width: null, height: null },
  output: { format: 'png', quality: 90, max_side: null, channels: 'rgba', matte: false },
};

/** The paths of what is wrong with a document. */
function wrong(document: unknown): string[] {
  const read = readRecipe(document);
  return read.ok ? [] : read.problems.map(problem => problem.path);
}

describe('parseRecipe', () => {
  it('completes an empty document, and knows the complete one again', () => {
    expect(parseRecipe({})).toEqual(DEFAULTS);
    expect(parseRecipe(DEFAULTS)).toEqual(DEFAULTS);
  });

  it('completes each kind of background and shadow', () => {
    const complete = (document: object) => parseRecipe(document);
    const center = { x: 0.5, y: 0.5 };
    const stops = [
      { at: 0, color: '#fff' },
      { at: 1, color: '#00000080' },
    ];
    expect(complete({ background: { type: 'color' } }).background).toEqual({
      type: 'color',
      color: '#ffffff',
    });
    expect(complete({ background: { type: 'gradient', stops } }).background).toEqual({
      type: 'gradient',
      shape: 'linear',
      angle: 180,
      center,
      stops,
    });
    expect(complete({ background: { type: 'image', id: 'x', position: 'bottom-left' } }).background).toEqual({
      type: 'image',
      id: 'x',
      fit: 'cover',
      position: { x: 0, y: 1 },
      scale: 1,
    });
    expect(complete({ background: { type: 'blur' } }).background).toEqual({ type: 'blur', blur: 0.02 });
    expect(complete({ background: { type: 'prompt', prompt: 'a sea' } }).background).toEqual({
      type: 'prompt',
      prompt: 'a sea',
      style: 'realistic',
      seed: 0,
    });
    expect(complete({ shadow: { type: 'drop', x: 0.1 } }).shadow).toEqual({
      type: 'drop',
      x: 0.1,
      y: 0.015,
      blur: 0.015,
      color: '#000000',
      opacity: 0.4,
    });
    expect(complete({ shadow: { type: 'contact' } }).shadow).toMatchObject({ y: 0, opacity: 0.6 });
  });

  it('names every wrong field at once, by its path', () => {
    const document = {
      quality: 'best',
      finish: { feather: -1, shift_edge: '2' },
      background: {
        type: 'gradient',
        stops: [
          { at: 0, color: 'red' },
          { at: 2, color: '#fff' },
        ],
      },
      subject: { scale: Number.NaN },
      canvas: { width: 1.5, depth: 3 },
      ratio: 1,
    };
    const read = readRecipe(document);
    expect(read).toEqual({
      ok: false,
      problems: [
        { path: 'ratio', message: 'is no field of a recipe' },
        { path: 'quality', message: 'must be low or medium or high or ultra' },
        { path: 'finish.shift_edge', message: 'must be a number from -10 to 10' },
        { path: 'finish.feather', message: 'must be a number from 0 to 20' },
        { path: 'background.stops.0.color', message: 'must be a color such as #1a2b3c' },
        { path: 'background.stops.1.at', message: 'must be a number from 0 to 1' },
        { path: 'subject.scale', message: 'must be a number from 0.01 to 20' },
        { path: 'canvas.depth', message: 'is no field of a recipe' },
        { path: 'canvas.width', message: 'must be a whole number from 1 to 10000, or null' },
      ],
    });
    const thrown = () => parseRecipe(document);
    expect(thrown).toThrow(EngineError);
    expect(thrown).toThrow('ratio is no field of a recipe; quality must be low or medium or high or ultra; ');
    try {
      thrown();
    } catch (error) {
      expect(error).toMatchObject({
        code: 'invalid_argument',
        details: { 'finish.feather': 'must be a number from 0 to 20' },
      });
    }
  });

  it.each([
    [null, ['']],
    [undefined, ['']],
    ['{}', ['']],
    [[], ['']],
    [{ version: 2 }, ['version']],
    [{ version: '1' }, ['version']],
    [{ background: null }, ['background']],
    [{ background: {} }, ['background.type']],
    [{ background: { type: 'toString' } }, ['background.type']],
    [{ background: { type: 'transparent', color: '#fff' } }, ['background.color']],
    [{ background: { type: 'gradient' } }, ['background.stops']],
    [{ background: { type: 'library' } }, ['background.id']],
    [{ background: { type: 'library', id: '../x' } }, ['background.id']],
    [{ background: { type: 'prompt', prompt: 'ab' } }, ['background.prompt']],
    [{ background: { type: 'image', id: 'a', position: 'constructor' } }, ['background.position']],
    [{ shadow: { type: 'inner' } }, ['shadow.type']],
    [{ second_shadow: { type: 'drop', blur: 1 } }, ['second_shadow.blur']],
    [{ color_match: 1.1 }, ['color_match']],
    [{ model: 'custom' }, ['model_id']],
    [{ classes: [] }, ['classes']],
    [{ classes: 'cat' }, ['classes']],
    [{ classes: ['cat', 7, ''] }, ['classes.1', 'classes.2']],
    [{ classes: ['x'.repeat(121)] }, ['classes.0']],
    [{ classes: Array.from({ length: 101 }, () => 'cat') }, ['classes']],
    [{ model: 'rembg', model_id: 'a' }, ['model_id']],
    [JSON.parse('{"__proto__":1}'), ['__proto__']],
    [
      { output: { max_side: 0, channels: 'rgb', matte: 1 } },
      ['output.max_side', 'output.channels', 'output.matte'],
    ],
  ])('of %j says that %j is wrong', (document, paths) => expect(wrong(document)).toEqual(paths));

  it('takes a model of the caller’s own with its id', () => {
    expect(parseRecipe({ model: 'custom', model_id: 'my-model_1' })).toMatchObject({
      model_id: 'my-model_1',
    });
  });

  it('names only some of very many wrong fields', () => {
    const document = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`f${i}`, 1]));
    expect(wrong(document)).toHaveLength(20);
  });

  it('does not follow a document that holds itself', () => {
    const document: Record<string, unknown> = {};
    document.finish = document;
    expect(wrong(document)).toEqual(['finish.finish']);
  });
});

describe('upgradeRecipe', () => {
  const upgrades = [
    ({ hue, ...rest }: Readonly<Record<string, unknown>>) => ({ ...rest, colour: hue }),
    ({ colour, ...rest }: Readonly<Record<string, unknown>>) => ({ ...rest, colours: [colour] }),
  ];

  it('goes through the versions from that of the document on', () => {
    expect(upgradeRecipe({ version: 1, hue: 3 }, upgrades)).toEqual({ version: 3, colours: [3] });
    expect(upgradeRecipe({ hue: 3, a: 1 }, upgrades)).toEqual({ version: 3, colours: [3], a: 1 });
    expect(upgradeRecipe({ version: 2, colour: 4 }, upgrades)).toEqual({ version: 3, colours: [4] });
  });

  it('leaves alone what is new enough, or no recipe', () => {
    for (const document of [{ version: 3 }, { version: 9 }, { version: 0 }, { version: 'x' }, null, 7, []]) {
      expect(upgradeRecipe(document, upgrades)).toBe(document);
    }
  });
});
