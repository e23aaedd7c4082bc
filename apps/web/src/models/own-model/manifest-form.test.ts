import { type CustomManifest, EngineError, parseManifest } from '@backgroundfx/core';
import { describe, expect, it } from 'vitest';
import { english } from '../../words/en.ts';
import { tellOwnModel } from '../../words/tell-problem.ts';
import { toForm, toManifest } from './manifest-form.ts';

const MANIFEST: CustomManifest = parseManifest({
  version: 1,
  name: 'Shears',
  input: { layout: 'nhwc', size: 256, mean: 0.5, std: 0.5, channels: 'bgr', range: 'peak' },
  output: { name: 'out', values: 'stretch', layout: 'nchw' },
});

function mistake(change: Partial<ReturnType<typeof toForm>>): string {
  try {
    toManifest({ ...toForm(MANIFEST), ...change });
  } catch (error) {
    return tellOwnModel(error, english).text;
  }
  return 'none';
}

describe('the form of a manifest', () => {
  it.each<[string, CustomManifest]>([
    ['a fixed size', MANIFEST],
    ['an open size', { ...MANIFEST, input: { ...MANIFEST.input, size: { multipleOf: 32, best: 512 } } }],
    [
      'numbers of its own',
      { ...MANIFEST, input: { ...MANIFEST.input, mean: [0.1, 0.2, 0.3], std: [1, 2, 3] } },
    ],
    [
      'classes',
      { ...MANIFEST, output: { name: 'out', values: 'softmax', classes: ['background', 'a cat'] } },
    ],
    ['classes without names', { ...MANIFEST, output: { name: 'out', values: 'shares' } }],
  ])('gives back what it shows: %s', (_, manifest) => {
    expect(toManifest(toForm(manifest))).toEqual(manifest);
  });

  it('knows the usual numbers by name', () => {
    expect(toForm(MANIFEST).normalise).toBe('centred');
    const odd = { ...MANIFEST, input: { ...MANIFEST.input, std: [1, 2, 3] as const } };
    expect(toForm(odd)).toMatchObject({ normalise: 'other', mean: '0.5, 0.5, 0.5', std: '1, 2, 3' });
  });

  it('takes one number for all channels, and forgets classes where there are none', () => {
    const form = { ...toForm(MANIFEST), normalise: 'other', mean: '0', std: '2', classes: 'a, b' } as const;
    expect(toManifest(form)).toMatchObject({ input: { mean: [0, 0, 0], std: [2, 2, 2] } });
  });

  it('says which setting is wrong, in its own words', () => {
    expect(mistake({ size: '' })).toBe('The size should be a positive whole number.');
    expect(mistake({ size: '9000' })).toBe('The size should be a side of 16 to 2048 pixels.');
    expect(mistake({ multipleOf: '100' })).toBe('The size should be a multiple of 100.');
    expect(mistake({ normalise: 'other', mean: '1, 2' })).toMatch(/^The mean should be one number, or three/);
    expect(mistake({ normalise: 'other', std: '0' })).toBe('The deviation should be above 0.');
    expect(mistake({ values: 'softmax', classes: 'cat' })).toMatch(
      /^The list of classes should be two or more/,
    );
    expect(mistake({ name: '  ' })).toMatch(/^The name should be a text/);
    expect(mistake({})).toBe('none');
  });
});

describe('a refusal', () => {
  it('is told by its reason, with the figures there are', () => {
    const refused = (details: EngineError['details']) =>
      tellOwnModel(new EngineError('invalid_model', 'for programs', { details }), english);
    expect(refused({ reason: 'cut_off' }).title).toBe('The file ends too early');
    expect(refused({ reason: 'file_too_large', bytes: 5e8, limitBytes: 4e8 }).text).toBe(
      'It has 500 MB; up to 400 MB are opened. Choose a smaller network.',
    );
    expect(refused({ reason: 'control_flow', operator: 'Loop' }).text).toMatch(/\(Loop\)$/);
    expect(refused({ reason: 'toString' }).title).toBe('This model cannot be used');
  });
});
