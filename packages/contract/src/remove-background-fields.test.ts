import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRemoveBackgroundFields as parse } from './remove-background-fields.ts';

const REFINEMENT = 'edge_refinement must be a number from 0 to 100';

const USUAL = {
  model: 'rembg',
  quality: 'high',
  return_mask: false,
  edge_refinement: 50,
  channels: 'rgba',
  crop: false,
  crop_margin: 0,
  size: 'full',
};

/** What is wrong with one field. */
function problems(name: string, value: string) {
  const result = parse({ [name]: value });
  return result.ok ? [] : result.problems;
}

describe('the fields of a form', () => {
  it('have defaults', () => {
    expect(parse({})).toEqual({
      ok: true,
      fields: USUAL,
    });
  });

  it('are read from text', () => {
    expect(parse({ model: 'u2net', quality: 'ultra', return_mask: 'true', edge_refinement: '12.5' })).toEqual(
      {
        ok: true,
        fields: { ...USUAL, model: 'u2net', quality: 'ultra', return_mask: true, edge_refinement: 12.5 },
      },
    );
  });

  it.each([
    ['true', true],
    ['1', true],
    ['false', false],
    ['0', false],
  ])('return_mask %s is %s', (text, value) => {
    expect(parse({ return_mask: text })).toMatchObject({ ok: true, fields: { return_mask: value } });
  });

  it.each(['', 'yes', 'TRUE', 'on', 'constructor', '__proto__', 'null'])(
    'return_mask "%s" is refused',
    text => {
      expect(problems('return_mask', text)).toEqual([
        { path: 'return_mask', message: 'return_mask must be true or false' },
      ]);
    },
  );

  it.each([
    ['0', 0],
    ['100', 100],
    ['-0', 0],
    ['+7', 7],
    ['.5', 0.5],
    ['5.', 5],
    ['1e2', 100],
    ['1E-3', 0.001],
    ['007', 7],
  ])('edge_refinement %s is %s', (text, value) => {
    const result = parse({ edge_refinement: text });
    expect(result.ok && result.fields.edge_refinement).toBeCloseTo(value, 12);
  });

  it.each([
    '',
    ' ',
    ' 5',
    '5 ',
    'abc',
    '101',
    '100.0000001',
    '-1',
    '-1e-300',
    '1e999',
    '-1e999',
    'NaN',
    'Infinity',
    '0x10',
    '0b1',
    '1_0',
    '1,5',
    '5%',
    '٥',
    '.',
    'e1',
    '--1',
  ])('edge_refinement "%s" is refused', text => {
    expect(problems('edge_refinement', text)).toEqual([{ path: 'edge_refinement', message: REFINEMENT }]);
  });

  it('have few words to choose from', () => {
    expect(problems('model', 'sam')).toEqual([
      { path: 'model', message: 'model must be one of rembg, u2net, deeplab, custom' },
    ]);
    expect(problems('quality', 'High')).toEqual([
      { path: 'quality', message: 'quality must be one of low, medium, high, ultra' },
    ]);
  });

  it('are refused by name where they are unknown', () => {
    expect(problems('qualty', 'high')).toEqual([
      { path: 'qualty', message: 'There is no field called "qualty"' },
    ]);
  });

  it('tell everything that is wrong at once', () => {
    const result = parse({ model: 'x', quality: 'x', return_mask: 'x', edge_refinement: 'x', mode: 'x' });
    expect(result.ok ? [] : result.problems.map(problem => problem.path).sort()).toEqual([
      'edge_refinement',
      'mode',
      'model',
      'quality',
      'return_mask',
    ]);
  });
});

describe('whatever a client sends', () => {
  const known = ['model', 'quality', 'return_mask', 'edge_refinement'];

  it('is read, or refused with a path and a message, and never throws', () => {
    const anyField = fc.oneof(fc.constantFrom(...known), fc.string());
    fc.assert(
      fc.property(fc.dictionary(anyField, fc.string()), form => {
        const result = parse(form);
        if (!result.ok) {
          expect(result.problems.length).toBeGreaterThan(0);
          for (const { path, message } of result.problems) {
            expect(Object.keys(form)).toContain(path);
            expect(message).not.toBe('');
          }
          return;
        }
        const { edge_refinement, return_mask } = result.fields;
        expect(edge_refinement >= 0 && edge_refinement <= 100).toBe(true);
        expect(typeof return_mask).toBe('boolean');
        expect(Object.keys(form).every(name => known.includes(name))).toBe(true);
      }),
    );
  });

  it('a number from 0 to 100 comes back as it was written', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 100, noNaN: true }), number => {
        const result = parse({ edge_refinement: String(number) });
        expect(result.ok && result.fields.edge_refinement).toBe(number);
      }),
    );
  });

  it('a number outside is refused', () => {
    const outside = fc.double({ noNaN: true }).filter(number => number < 0 || number > 100);
    fc.assert(
      fc.property(outside, number => {
        expect(problems('edge_refinement', String(number))).toEqual([
          { path: 'edge_refinement', message: REFINEMENT },
        ]);
      }),
    );
  });

  it('an unknown name is refused beside fields that are right', () => {
    const unknown = fc.string().filter(name => !known.includes(name) && name !== '__proto__');
    fc.assert(
      fc.property(unknown, fc.string(), (name, value) => {
        expect(parse({ quality: 'low', [name]: value })).toEqual({
          ok: false,
          problems: [{ path: name, message: `There is no field called "${name}"` }],
        });
      }),
    );
  });
});
