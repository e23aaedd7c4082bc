import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { findModel } from './model-catalog.ts';
import { parseCatalog } from './parse-catalog.ts';

const text = await readFile(new URL('../../../../models/catalog.json', import.meta.url), 'utf8');

/** The shipped catalogue with one value replaced; `path` goes by keys and positions. */
function changed(path: readonly (string | number)[], value: unknown): unknown {
  const root: unknown = JSON.parse(text);
  let place = root as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) place = place[key] as Record<string | number, unknown>;
  place[path.at(-1)!] = value;
  return root;
}

describe('parseCatalog', () => {
  test('reads the shipped catalogue whole', () => {
    const catalog = parseCatalog(JSON.parse(text));
    expect(catalog).toEqual(JSON.parse(text));
    const model = findModel(catalog, 'rembg');
    expect(model.id).toBe('isnet');
    expect(model.input).toMatchObject({
      mean: [128, 128, 128],
      scale: [1 / 256, 1 / 256, 1 / 256],
      multipleOf: 64,
    });
    expect(model.variants.map(v => [v.id, v.device, v.needs])).toEqual([
      ['int8', 'cpu', undefined],
      ['fp16', 'gpu', 'shader-f16'],
      ['fp32', 'gpu', undefined],
    ]);
  });

  test('has models of several kinds, of which one is part of every installation', () => {
    const { models } = parseCatalog(JSON.parse(text));
    expect(models.filter(m => !m.onDemand).map(m => m.id)).toEqual(['isnet']);
    expect(models.map(m => [m.id, m.kind, m.input.range, m.input.sizes, m.output.values])).toEqual([
      ['isnet', 'saliency', undefined, undefined, 'unit'],
      ['u2netp', 'saliency', 'peak', 'fixed', 'unit'],
      ['u2net', 'saliency', 'peak', 'fixed', 'unit'],
      ['deeplabv3', 'classes', undefined, 'fixed', 'softmax'],
    ]);
    // What the published code does: divide by the largest value, then the mean and deviation of ImageNet.
    for (const { input } of models.slice(1, 3)) {
      for (const [c, mean, deviation] of [
        [0, 0.485, 0.229],
        [1, 0.456, 0.224],
        [2, 0.406, 0.225],
      ] as const) {
        expect((100 - input.mean[c]) * input.scale[c]).toBeCloseTo((100 / 255 - mean) / deviation, 12);
      }
    }
  });

  test('the processor path downloads no more than 46 MB', () => {
    const int8 = parseCatalog(JSON.parse(text)).models[0]!.variants[0]!;
    const bytes = [int8.graph, ...int8.weights].reduce((sum, file) => sum + file.bytes, 0);
    expect(bytes).toBeLessThanOrEqual(46e6);
  });

  test.each([
    [[], 'catalogue should be an object, found "x"'],
    [['version'], 'catalogue.version should be 1, found "x"'],
    [['models'], 'catalogue.models should be a list'],
    [['models', 0, 'kind'], 'catalogue.models[0].kind should be "saliency" or "classes"'],
    [['models', 0, 'sources', 0, 'type'], 'catalogue.models[0].sources[0].type should be "npm" or "url"'],
    [
      ['models', 0, 'sources', 0, 'file', 'sha256'],
      'sources[0].file.sha256 should be a SHA-256 in lower-case hex',
    ],
    [['models', 0, 'input', 'mean'], 'catalogue.models[0].input.mean should be three numbers'],
    [['models', 0, 'input', 'layout'], 'catalogue.models[0].input.layout should be "nchw" or "nhwc"'],
    [['models', 0, 'input', 'range'], 'catalogue.models[0].input.range should be "full" or "peak"'],
    [['models', 0, 'input', 'sizes'], 'catalogue.models[0].input.sizes should be "multiples" or "fixed"'],
    [['models', 0, 'output', 'values'], 'should be "unit" or "sigmoid" or "min-max" or "softmax"'],
    [['models', 0, 'variants', 1, 'device'], 'variants[1].device should be "cpu" or "gpu" or "any"'],
    [['models', 0, 'variants', 1, 'sources'], 'variants[1].sources should be absent'],
    [['models', 1, 'variants', 0, 'sources'], 'models[1].variants[0].sources should be a list'],
    [
      ['models', 1, 'variants', 0, 'graph', 'name'],
      'models[1].variants[0].sources[0].file should be the graph itself, x, found {"name":"u2netp-fp16.onnx"',
    ],
    [['models', 0, 'variants', 1, 'needs'], 'catalogue.models[0].variants[1].needs should be "shader-f16"'],
    [
      ['models', 0, 'variants', 2, 'graph', 'bytes'],
      'variants[2].graph.bytes should be a positive whole number',
    ],
    [['models', 0, 'licence', 'url'], 'catalogue.models[0].licence.url should be an http(s) address'],
  ])('tells what is wrong at %j', (path, message) => {
    const json = path.length === 0 ? 'x' : changed(path, 'x');
    expect(() => parseCatalog(json)).toThrow(
      expect.objectContaining({ code: 'invalid_argument', message: expect.stringContaining(message) }),
    );
  });

  test('refuses numbers that cannot be right', () => {
    expect(() => parseCatalog(changed(['models', 0, 'input', 'bestSize'], 1000))).toThrow(
      'catalogue.models[0].input.bestSize should be a multiple of 64, found 1000',
    );
    const endless = JSON.parse('[1, 2, 1e999]');
    expect(() => parseCatalog(changed(['models', 0, 'input', 'scale'], endless))).toThrow('three numbers');
  });

  test('holds kind and output of a model against each other', () => {
    const output = { name: 'logits', values: 'softmax', classes: ['background', 'cat'] };
    expect(() => parseCatalog(changed(['models', 0, 'output'], output))).toThrow('models[0].kind should be');
    expect(() => parseCatalog(changed(['models', 0, 'kind'], 'classes'))).toThrow('models[0].kind should be');
    for (const classes of [['background'], ['a', 'b', 'a'], undefined]) {
      const json = changed(['models', 0, 'output'], { ...output, classes });
      expect(() => parseCatalog(json)).toThrow('models[0].output.classes should be');
    }
  });

  test.each(['../catalog.json', 'a/b.onnx', '.hidden', ''])('refuses the file name %j', name => {
    const json = changed(['models', 0, 'variants', 0, 'graph', 'name'], name);
    expect(() => parseCatalog(json)).toThrow('variants[0].graph.name should be');
  });

  test('refuses a lighter model that is not there, or has a lighter one itself', () => {
    for (const lighter of ['nobody', 'u2net']) {
      expect(() => parseCatalog(changed(['models', 0, 'lighter'], lighter))).toThrow(
        'catalogue.models[0].lighter should be the id of a model that has no lighter one itself',
      );
    }
  });

  test('refuses an alias that is taken', () => {
    expect(() => parseCatalog(changed(['models', 0, 'aliases'], ['isnet']))).toThrow('free of repeated ids');
  });
});
