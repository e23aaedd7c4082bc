import { describe, expect, it } from 'vitest';
import { parseBatchOptions } from './batch-options.ts';
import { parseCutoutOptions, parseRemoveBackgroundFields } from './remove-background-fields.ts';

const WRONG_TYPES = [null, [], {}, [1], { a: 1 }, 'x', 12_345_678, -1, true, Number.NaN];
const RIGHT: Readonly<Record<string, readonly unknown[]>> = {
  model: ['rembg', 'u2net', 'deeplab'],
  quality: ['low', 'medium', 'high', 'ultra'],
  return_mask: [true, false],
  edge_refinement: [0, 50, 99.5, 100],
  format: ['png', 'webp', 'jpg', 'zip'],
  bg_color: ['#fff', '#a1B2c3', '#a1b2c380'],
  channels: ['rgba', 'alpha'],
  crop: [true, false],
  crop_margin: [0, 0.25, 1],
  size: ['preview', 'medium', 'hd', 'full'],
  max_side: [1, 640, 65_535],
  roi: ['0 0 10 10', '10% 0px 90% 480px', '12.5% 0% 100% 100%'],
};

const problemsOf = (options: unknown) => {
  const parsed = parseCutoutOptions(options);
  return parsed.ok ? [] : parsed.problems;
};

describe.each(Object.entries(RIGHT))('the option %s', (name, right) => {
  it.each(right.map(value => [value]))('takes %j, as text too where it comes by form', value => {
    expect(parseCutoutOptions({ [name]: value })).toMatchObject({ ok: true, fields: { [name]: value } });
    expect(parseRemoveBackgroundFields({ [name]: String(value) })).toMatchObject({
      ok: true,
      fields: { [name]: value },
    });
  });

  it('takes nothing of another type', () => {
    const wrong = WRONG_TYPES.filter(value => !right.includes(value));
    for (const value of wrong) {
      const problems = problemsOf({ [name]: value });
      expect([value, problems.map(({ path }) => path)]).toEqual([value, [name]]);
      expect(problems[0]?.message).toMatch(new RegExp(`^${name} must be `));
    }
  });
});

describe('a model of one’s own', () => {
  const ID = 'c7f0a2de-4a55-4d0e-8f0a-6f7d2c1e9a10';

  it('is named by its id, which belongs to it alone', () => {
    const fields = { model: 'custom', model_id: ID };
    expect(parseCutoutOptions(fields)).toMatchObject({ ok: true, fields });
    expect(parseRemoveBackgroundFields(fields)).toMatchObject({ ok: true, fields });
    const belongs = 'model_id must be there for the model custom, and for no other';
    for (const wrong of [{ model: 'custom' }, { model_id: ID }, { model: 'rembg', model_id: ID }]) {
      expect(problemsOf(wrong)).toEqual([{ path: 'model_id', message: belongs }]);
    }
  });

  it.each([[null], [7], [''], ['../x'], ['a b'], ['x'.repeat(101)], [[ID]], [{}]])(
    'is not named by %j',
    model_id => {
      const problems = problemsOf({ model: 'custom', model_id });
      expect(problems.map(({ path }) => path)).toEqual(['model_id']);
      expect(problems[0]?.message).toMatch(/^model_id must be an id/);
    },
  );

  it('comes from a recipe with its classes', () => {
    const recipe = { model: 'custom', model_id: ID, classes: ['cat'] };
    expect(parseCutoutOptions({ recipe })).toMatchObject({ ok: true, fields: recipe });
    const usual = parseCutoutOptions({ recipe: {} });
    expect(usual.ok && Object.keys(usual.fields)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/model_id|classes/)]),
    );
  });

  it('is not another file’s that has a model of its own', () => {
    const text = JSON.stringify({
      model: 'custom',
      model_id: ID,
      classes: ['cat'],
      files: { 'a.png': { model: 'rembg' }, 'b.png': { crop: true } },
    });
    const parsed = parseBatchOptions(text);
    const own = (name: string) => (parsed.ok ? parsed.fields.byFileName.get(name) : undefined);
    expect(own('b.png')).toMatchObject({ model: 'custom', model_id: ID, classes: ['cat'], crop: true });
    expect(own('a.png')).toMatchObject({ model: 'rembg' });
    expect(own('a.png')).not.toHaveProperty('model_id');
    expect(own('a.png')).not.toHaveProperty('classes');
  });
});

describe('classes', () => {
  it.each<[string, string[]]>([
    ['cat', ['cat']],
    [' cat , dog,', ['cat', 'dog']],
    ['["a, b","c"]', ['a, b', 'c']],
    ['кот,猫', ['кот', '猫']],
  ])('of a form, %j, are names', (text, classes) => {
    expect(parseRemoveBackgroundFields({ classes: text })).toMatchObject({ ok: true, fields: { classes } });
  });

  it.each<[unknown, string]>([
    [null, 'classes'],
    ['cat', 'classes'],
    [7, 'classes'],
    [{}, 'classes'],
    [[], 'classes'],
    [Array.from({ length: 101 }, () => 'x'), 'classes'],
    [[''], 'classes.0'],
    [['cat', 7], 'classes.1'],
    [['x'.repeat(121)], 'classes.0'],
  ])('are not %j', (classes, path) => {
    expect(problemsOf({ classes }).map(problem => problem.path)).toEqual([path]);
  });

  it.each([[''], [','], ['[]'], ['["cat"'], ['[1]']])('of a form are not %j', text => {
    const parsed = parseRemoveBackgroundFields({ classes: text });
    expect(parsed.ok ? [] : parsed.problems.map(({ path }) => path)).toEqual([
      expect.stringMatching(/^classes(\.0)?$/),
    ]);
  });
});

describe('options', () => {
  it.each<[unknown, string]>([
    [{ format: 'zip', channels: 'alpha' }, 'channels'],
    [{ format: 'zip', bg_color: '#fff' }, 'bg_color'],
    [{ channels: 'alpha', bg_color: '#fff' }, 'bg_color'],
    [{ max_side: 1.5 }, 'max_side'],
    [{ max_side: 65_536 }, 'max_side'],
    [{ bg_color: 'red' }, 'bg_color'],
    [{ bg_color: '#ff' }, 'bg_color'],
    [{ roi: '0 0 10' }, 'roi'],
    [{ roi: '0 0 10 -1' }, 'roi'],
    [{ roi: '0  0 10 10' }, 'roi'],
    [{ colour: '#fff' }, 'colour'],
  ])('%j are refused', (options, path) => {
    expect(problemsOf(options).map(problem => problem.path)).toEqual([path]);
  });

  it('that are no object are refused', () => {
    for (const value of [null, [], 'x', 1, true, undefined]) {
      expect(problemsOf(value)).toEqual([{ path: '', message: 'The options must be an object' }]);
    }
  });

  it('name a few of thousands of strangers', () => {
    const strangers = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`x${i}`, 1]));
    expect(problemsOf(strangers)).toHaveLength(20);
  });

  it.each(['', 'x'.repeat(101)])('may name an image, but not "%s"', id => {
    expect(parseRemoveBackgroundFields({ image_id: 'abc' })).toMatchObject({ fields: { image_id: 'abc' } });
    expect(parseRemoveBackgroundFields({ image_id: id, quality: 'x' })).toMatchObject({
      ok: false,
      problems: [{ path: 'quality' }, { path: 'image_id' }],
    });
  });
});

describe('the address of a picture', () => {
  it.each(['http://example.org/a.png', 'HTTPS://example.org:8443/?a=b#c'])('may be %s', image_url => {
    expect(parseRemoveBackgroundFields({ image_url })).toMatchObject({ ok: true, fields: { image_url } });
  });

  it.each(['', 'x', 'ftp://example.org/', 'file:///etc/passwd', 'http://', `http://x/${'y'.repeat(2000)}`])(
    'may not be "%s"',
    image_url => {
      expect(parseRemoveBackgroundFields({ image_url })).toMatchObject({ problems: [{ path: 'image_url' }] });
    },
  );
});

describe('the options of a batch', () => {
  const problems = (text: string) => {
    const parsed = parseBatchOptions(text);
    return parsed.ok ? [] : parsed.problems;
  };

  it('hold for every file but those that differ', () => {
    const files = { 'a.jpg': { format: 'webp' }, 'ü 🐈.png': { quality: 'high', crop: true } };
    const parsed = parseBatchOptions(JSON.stringify({ quality: 'low', files }));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    expect(parsed.fields.usual).toMatchObject({ quality: 'low', crop: false });
    expect(parsed.fields.byFileName.get('a.jpg')).toMatchObject({ quality: 'low', format: 'webp' });
    expect(parsed.fields.byFileName.get('ü 🐈.png')).toMatchObject({ quality: 'high', crop: true });
    expect(parseBatchOptions(undefined)).toEqual(parseBatchOptions('{}'));
  });

  it.each([
    ['', 'options'],
    ['{', 'options'],
    ['null', 'options'],
    ['[]', 'options'],
    ['"x"', 'options'],
    ['7', 'options'],
    ['['.repeat(50_000), 'options'],
    ['{"quality":7}', 'options.quality'],
    ['{"edge_refinement":1e999}', 'options.edge_refinement'],
    ['{"image_id":"x"}', 'options.image_id'],
    ['{"__proto__":{"quality":"x"}}', 'options.__proto__'],
    ['{"files":[]}', 'options.files'],
    ['{"files":null}', 'options.files'],
    ['{"files":{"a.jpg":7}}', 'options.files.a.jpg'],
    ['{"files":{"a.jpg":{"quality":7}}}', 'options.files.a.jpg.quality'],
    ['{"files":{"a.jpg":{"files":{}}}}', 'options.files.a.jpg.files'],
    ['{"format":"zip","files":{"a.jpg":{"channels":"alpha"}}}', 'options.files.a.jpg.channels'],
  ])('%s are refused', (text, path) => {
    expect(problems(text).map(problem => problem.path)).toEqual([path]);
  });

  it('may name a hundred files and no more, and long names are cut in what is said of them', () => {
    const named = (count: number, options: unknown) =>
      JSON.stringify({
        files: Object.fromEntries(
          Array.from({ length: count }, (_, i) => [`${i}${'n'.repeat(99)}`, options]),
        ),
      });
    expect(problems(named(100, {}))).toEqual([]);
    expect(problems(named(101, {})).map(({ path }) => path)).toEqual(['options.files']);
    const wrong = problems(named(100, 7));
    expect([wrong.length, Math.max(...wrong.map(({ path }) => path.length))]).toEqual([20, 74]);
  });
});
