import type { ModelEntry } from '@backgroundfx/core';
import { describe, expect, test } from 'vitest';
import { fileOf, tinyCatalog } from '../../test/tiny-model.ts';
import { tinySegmenter, tinyTflite } from '../../test/tiny-tflite.ts';
import { makeProducts } from './make-products.ts';

const bytes = tinyTflite(tinySegmenter());
const source = { bytes, file: fileOf('tiny.tflite', bytes) };
const NOWHERE = '/no/calibrations';

const model: ModelEntry = {
  ...tinyCatalog([]).models[0]!,
  kind: 'classes',
  input: {
    name: 'picture',
    mean: [128, 128, 128],
    scale: [1 / 128, 1 / 128, 1 / 128],
    sizes: 'fixed',
    multipleOf: 4,
    bestSize: 4,
    fit: 'stretch',
  },
  output: { name: 'scores', values: 'softmax', classes: ['background', 'cat', 'dog'] },
  variants: [{ id: 'fp32', device: 'any', graph: fileOf('tiny.onnx', bytes), weights: [] }],
};

describe('an imported model', () => {
  test('has one graph, under the names of the catalogue', async () => {
    const products = await makeProducts(model, source, NOWHERE);
    expect([...products.keys()]).toEqual(['tiny.onnx']);
    const text = new TextDecoder('latin1').decode(products.get('tiny.onnx'));
    expect(text).toContain('picture');
    expect(text).toContain('scores');
  });

  test.each([
    [{ input: { ...model.input, bestSize: 8 } }, 'its pictures are of 4 x 4 pixels'],
    [{ input: { ...model.input, scale: [1, 1, 1] as const } }, 'its input is (v - 128) * 0.0078125'],
    [{ output: { name: 'scores', values: 'unit' as const } }, 'its output has 3 channels'],
    [{ variants: [] }, 'an imported model has one variant, fp32'],
  ])('must be what the catalogue says: %j', async (more, reason) => {
    await expect(makeProducts({ ...model, ...more }, source, NOWHERE)).rejects.toMatchObject({
      code: 'bad_catalogue',
      message: `Model "tiny": ${reason}${reason.endsWith('fp32') ? ', without weights beside it' : ''}`,
    });
  });
});
