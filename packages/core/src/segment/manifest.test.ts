import { describe, expect, it } from 'vitest';
import { node, onnxFile, port, type Sides } from '../../test/onnx-files.ts';
import { EngineError } from '../errors.ts';
import { type CustomManifest, parseManifest } from './manifest.ts';
import { customModelRules } from './manifest-rules.ts';
import { inspectOnnx, type OnnxFacts } from './onnx/inspect-onnx.ts';
import { suggestManifest } from './suggest-manifest.ts';

const JSON_MANIFEST = {
  version: 1,
  name: 'My model',
  input: { layout: 'nchw', size: 320, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
  output: { name: 'output', values: 'sigmoid' },
};
const { input: INPUT, output: OUTPUT } = JSON_MANIFEST;
const withInput = (change: object) => ({ ...JSON_MANIFEST, input: { ...INPUT, ...change } });
const withOutput = (change: object) => ({ ...JSON_MANIFEST, output: { ...OUTPUT, ...change } });

describe('parseManifest', () => {
  it('fills in what may be left out', () => {
    expect(parseManifest(JSON_MANIFEST)).toEqual({
      ...JSON_MANIFEST,
      input: { ...INPUT, channels: 'rgb', range: 'full', fit: 'stretch' },
    });
  });

  it('reads what it writes', () => {
    const full = withInput({
      layout: 'nhwc',
      channels: 'bgr',
      range: 'peak',
      size: { multipleOf: 64, best: 1024 },
    });
    const parsed = parseManifest({
      ...full,
      output: { name: 'o', layout: 'nchw', values: 'shares', classes: ['a', 'b'] },
    });
    expect(parseManifest(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
  });

  it('takes names in any script', () => {
    const name = 'Gartenschere 🪴 مقص الحديقة';
    expect(parseManifest({ ...JSON_MANIFEST, name }).name).toBe(name);
  });

  it('takes one number for all channels, and "stretch" for min-max', () => {
    const { input, output } = parseManifest({
      ...withInput({ mean: 0.5, std: 1 }),
      output: { name: 'o', values: 'stretch' },
    });
    expect([input.mean, input.std, output.values]).toEqual([[0.5, 0.5, 0.5], [1, 1, 1], 'min-max']);
  });

  it.each<[string, unknown]>([
    ['manifest should be an object, found "hello"', 'hello'],
    ['manifest.version should be 1, found 2', { ...JSON_MANIFEST, version: 2 }],
    ['manifest.name should be a text, found nothing', { ...JSON_MANIFEST, name: undefined }],
    ['manifest.name should be at most 120 letters', { ...JSON_MANIFEST, name: 'x'.repeat(121) }],
    ['manifest.name should be letters that can be shown', { ...JSON_MANIFEST, name: 'a\r\nb' }],
    ['manifest.name should be letters that can be shown', { ...JSON_MANIFEST, name: 'a\u0000' }],
    [
      'manifest.output.classes[1] should be letters that can be shown',
      withOutput({ values: 'softmax', classes: ['a', 'bad\ud800'] }),
    ],
    [
      'manifest.colour should be one of version, name, input, output, found 1',
      { ...JSON_MANIFEST, colour: 1 },
    ],
    ['manifest.input should be an object, found nothing', { ...JSON_MANIFEST, input: undefined }],
    ['manifest.input.layout should be "nchw" or "nhwc", found "hwc"', withInput({ layout: 'hwc' })],
    ['manifest.input.channels should be "rgb" or "bgr", found "gbr"', withInput({ channels: 'gbr' })],
    ['manifest.input.range should be "full" or "peak", found "max"', withInput({ range: 'max' })],
    ['manifest.input.fit should be "stretch", found "pad"', withInput({ fit: 'pad' })],
    ['manifest.input.size should be a side of 16 to 2048 pixels, found 8', withInput({ size: 8 })],
    ['manifest.input.size should be a side of 16 to 2048 pixels, found 100000', withInput({ size: 100_000 })],
    ['manifest.input.size should be a positive whole number, found 0.5', withInput({ size: 0.5 })],
    ['manifest.input.size should be an object, found "320"', withInput({ size: '320' })],
    [
      'manifest.input.size.best should be a multiple of 32, found 100',
      withInput({ size: { multipleOf: 32, best: 100 } }),
    ],
    [
      'manifest.input.mean should be one number, or three for red, green and blue',
      withInput({ mean: [1, 2] }),
    ],
    ['manifest.input.mean should be one number, or three', withInput({ mean: [1, 2, Number.NaN] })],
    ['manifest.input.std should be above 0, found [1,0,1]', withInput({ std: [1, 0, 1] })],
    ['manifest.input.deviation should be one of layout', withInput({ deviation: 1 })],
    ['manifest.output.name should be a text, found ""', withOutput({ name: '' })],
    ['manifest.output.values should be "unit" or "sigmoid" or "min-max"', withOutput({ values: 'alpha' })],
    ['manifest.output.layout should be "nchw" or "nhwc", found 1', withOutput({ layout: 1 })],
    ['manifest.output.classes should be left out, as only "softmax"', withOutput({ classes: ['a', 'b'] })],
    [
      'manifest.output.classes should be two or more different',
      withOutput({ values: 'softmax', classes: ['a'] }),
    ],
    [
      'manifest should be an object, found what is nested too deeply',
      JSON.parse(`${'['.repeat(9000)}${']'.repeat(9000)}`),
    ],
    ['manifest.output.classes should be two or more', withOutput({ values: 'softmax', classes: ['a', 'a'] })],
    [
      'manifest.output.classes[1] should be at most 120 letters',
      withOutput({ values: 'softmax', classes: ['a', 'x'.repeat(121)] }),
    ],
  ])('%s', (message, json) => {
    const details = { field: message.split(' should be ')[0] };
    expect(() => parseManifest(json)).toThrow(
      expect.objectContaining({
        code: 'invalid_argument',
        message: expect.stringContaining(message),
        details,
      }),
    );
  });
});

/** Facts of a graph that makes `output` from `input`. */
function factsOf(input: Sides | null, output: Sides | null, types: [number, number] = [1, 1]): OnnxFacts {
  const inputs = [port('input', input, types[0])];
  const outputs = [port('output', output, types[1])];
  return inspectOnnx(onnxFile({ nodes: [node('Conv', ['input', 'w'], 'output')], inputs, outputs }));
}

const manifest = parseManifest(JSON_MANIFEST);
const said = (json: object): CustomManifest => parseManifest(json);

describe('customModelRules', () => {
  it('turns the mean and std of model cards into those of bytes', () => {
    const { input, output } = customModelRules(manifest, factsOf([1, 3, 320, 320], [1, 1, 320, 320]));
    expect(input).toEqual({
      name: 'input',
      layout: 'nchw',
      channels: 'rgb',
      range: 'full',
      mean: [0.485 * 255, 0.456 * 255, 0.406 * 255],
      scale: [1 / (0.229 * 255), 1 / (0.224 * 255), 1 / (0.225 * 255)],
      sizes: 'fixed',
      multipleOf: 320,
      bestSize: 320,
      fit: 'stretch',
    });
    expect(output).toEqual({ name: 'output', layout: 'nchw', values: 'sigmoid' });
    const red = (255 - input.mean[0]) * input.scale[0];
    expect(red).toBeCloseTo((1 - 0.485) / 0.229, 12);
  });

  it('leaves open sizes open where the manifest says so', () => {
    const free = said(withInput({ size: { multipleOf: 32, best: 512 } }));
    const { input } = customModelRules(free, factsOf(['n', 3, 's', 's'], null));
    expect(input).toMatchObject({ sizes: 'multiples', multipleOf: 32, bestSize: 512 });
  });

  it('names the channels of classes, which may lie elsewhere than the picture', () => {
    const classes = said(withOutput({ values: 'softmax', layout: 'nhwc' }));
    const { output } = customModelRules(classes, factsOf([1, 3, 320, 320], [1, 320, 320, 4]));
    const names = ['background', 'subject', 'subject 2', 'subject 3'];
    expect(output).toEqual({ name: 'output', layout: 'nhwc', values: 'softmax', classes: names });
    const own = said(withOutput({ values: 'shares', classes: ['none', 'cat'] }));
    const rule = customModelRules(own, factsOf([1, 3, 320, 320], [1, 2, 320, 320])).output;
    expect(rule).toEqual({ name: 'output', layout: 'nchw', values: 'shares', classes: ['none', 'cat'] });
  });

  const square: Sides = [1, 3, 320, 320];
  const matte: Sides = [1, 1, 320, 320];
  const softmax = withOutput({ values: 'softmax' });
  it.each<[string, string, object, OnnxFacts]>([
    [
      'output_missing',
      'The model has no output "alpha", only "output"',
      withOutput({ name: 'alpha' }),
      factsOf(square, matte),
    ],
    ['element_type', '"input" holds float16', JSON_MANIFEST, factsOf(square, matte, [10, 1])],
    ['element_type', '"output" holds int64', JSON_MANIFEST, factsOf(square, matte, [1, 7])],
    ['shape', '"input" has shape [3, 320, 320]', JSON_MANIFEST, factsOf([3, 320, 320], matte)],
    ['shape', '"input" has shape [4, 3, 320, 320]', JSON_MANIFEST, factsOf([4, 3, 320, 320], matte)],
    ['shape', '"output" has shape [1, 320, w]', JSON_MANIFEST, factsOf(square, [1, 320, 'w'])],
    [
      'channels',
      'Input "input" has 4 channels (nchw), and a picture has 3',
      JSON_MANIFEST,
      factsOf([1, 4, 320, 320], matte),
    ],
    ['channels', 'Input "input" has 320 channels (nchw)', JSON_MANIFEST, factsOf([1, 320, 320, 3], matte)],
    [
      'channels',
      '"output" has 2 channels; "sigmoid" needs one',
      JSON_MANIFEST,
      factsOf(square, [1, 2, 320, 320]),
    ],
    ['channels', '"output" has one channel', softmax, factsOf(square, matte)],
    [
      'channels',
      'has 3 channels, and the manifest names 2 classes',
      withOutput({ values: 'shares', classes: ['a', 'b'] }),
      factsOf(square, [1, 3, 320, 320]),
    ],
    [
      'size',
      'takes 256 pixels a side, and the manifest says 320',
      JSON_MANIFEST,
      factsOf([1, 3, 'h', 256], matte),
    ],
    [
      'size',
      'takes 320 pixels a side and nothing else',
      withInput({ size: { multipleOf: 32, best: 320 } }),
      factsOf(square, matte),
    ],
    [
      'size',
      'Output "output" has 80 pixels a side and the input 320',
      JSON_MANIFEST,
      factsOf(square, [1, 1, 80, 80]),
    ],
    [
      'size',
      'and the input any number of',
      withInput({ size: { multipleOf: 32, best: 320 } }),
      factsOf([1, 3, 'h', 'w'], matte),
    ],
    [
      'dynamic_size',
      '"n" of input "input" would have to be 1 and 320 at once',
      JSON_MANIFEST,
      factsOf(['n', 3, 'n', 'n'], matte),
    ],
    [
      'dynamic_size',
      '"s" of input "input" would have to be 3 and 320 at once',
      JSON_MANIFEST,
      factsOf([1, 's', 's', 320], matte),
    ],
    ['dynamic_size', 'channels of output "output" is open', softmax, factsOf(square, [1, 'c', 320, 320])],
  ])('%s: %s', (reason, message, json, facts) => {
    expect(() => customModelRules(said(json), facts)).toThrow(
      expect.objectContaining({
        code: 'invalid_model',
        message: expect.stringContaining(message),
        details: expect.objectContaining({ reason }),
      }),
    );
  });

  it('inputs: exactly one', () => {
    const inputs = [port('image', square), port('hint', matte)];
    const two = inspectOnnx(onnxFile({ nodes: [node('Add', ['image', 'hint'], 'output')], inputs }));
    const none = inspectOnnx(onnxFile({ nodes: [node('Relu', ['w'], 'output')], inputs: [] }));
    for (const read of [() => customModelRules(manifest, two), () => suggestManifest(two, 'x')]) {
      expect(read).toThrow(expect.objectContaining({ details: { reason: 'inputs', inputs: 2 } }));
    }
    expect(() => customModelRules(manifest, none)).toThrow('The model has 0 inputs (none)');
  });

  it('names the first of many inputs, and of long names the beginning', () => {
    const names = ['x'.repeat(500), ...Array.from({ length: 999 }, (_, i) => `i${i}`)];
    const many = names.map(name => port(name, square));
    const read = () =>
      customModelRules(
        manifest,
        inspectOnnx(onnxFile({ nodes: [node('Relu', ['i0'], 'output')], inputs: many })),
      );
    const first = `"${'x'.repeat(60)}…", "i0", "i1", "i2", "i3" and 995 more`;
    expect(read).toThrow(`The model has 1000 inputs (${first}); exactly one, the picture, can be given`);
  });
});

describe('suggestManifest', () => {
  const graph = (last: string, input: Sides | null, output: Sides | null) =>
    inspectOnnx(
      onnxFile({
        nodes: [node(last, ['input'], 'output')],
        inputs: [port('input', input)],
        outputs: [port('output', output)],
      }),
    );

  it.each<[string, Sides | null, Sides | null, object, object, string[]]>([
    ['Sigmoid', [1, 3, 320, 320], [1, 1, 320, 320], { layout: 'nchw', size: 320 }, { values: 'unit' }, []],
    ['Sigmoid', [1, 256, 256, 3], [1, 256, 256, 1], { layout: 'nhwc', size: 256 }, { values: 'unit' }, []],
    ['Conv', [1, 3, 64, 64], [1, 1, 64, 64], { layout: 'nchw', size: 64 }, { values: 'sigmoid' }, ['values']],
    [
      'Softmax',
      ['n', 192, 192, 3],
      ['n', 2, 192, 192],
      { layout: 'nhwc' },
      { layout: 'nchw', values: 'shares' },
      [],
    ],
    [
      'Conv',
      [1, 3, 64, 'w'],
      [1, 64, 64, 21],
      { size: 64 },
      { layout: 'nhwc', values: 'softmax' },
      ['values'],
    ],
    [
      'Sigmoid',
      null,
      null,
      { layout: 'nchw', size: { multipleOf: 32, best: 512 } },
      { values: 'unit' },
      ['layout', 'size'],
    ],
  ])('%s, %j to %j', (last, input, output, expectedInput, expectedOutput, guessed) => {
    const facts = graph(last, input, output);
    const suggestion = suggestManifest(facts, 'file.onnx');
    expect(suggestion.manifest.input).toMatchObject({ ...expectedInput, mean: [0.485, 0.456, 0.406] });
    expect(suggestion.manifest.output).toEqual({ name: 'output', ...expectedOutput });
    expect(suggestion.guessed).toEqual(['meanStd', ...guessed]);
    expect(parseManifest(suggestion.manifest)).toEqual(suggestion.manifest);
    expect(customModelRules(suggestion.manifest, facts).output.name).toBe('output');
  });

  it('takes the first output that could be a matte, and says that there are more', () => {
    const names = ['flat', 'matte', 'other'];
    const nodes = names.map(name => node('Sigmoid', ['input'], name));
    const outputs = [port('flat', [1, 10]), port('matte', [1, 1, 64, 64]), port('other', [1, 1, 64, 64])];
    const facts = inspectOnnx(onnxFile({ nodes, inputs: [port('input', [1, 3, 64, 64])], outputs }));
    const { manifest, guessed } = suggestManifest(facts, 'x');
    expect([manifest.output.name, guessed]).toEqual(['matte', ['meanStd', 'output']]);
  });

  it.each<[string, Sides, Sides]>([
    ['size', [1, 3, 320, 256], [1, 1, 320, 256]],
    ['size', [1, 3, 8, 8], [1, 1, 8, 8]],
    ['output_missing', [1, 3, 64, 64], [1, 1000]],
  ])('has nothing to suggest: %s', (reason, input, output) => {
    const suggest = () => suggestManifest(graph('Relu', input, output), 'x');
    expect(suggest).toThrow(EngineError);
    expect(suggest).toThrow(expect.objectContaining({ details: expect.objectContaining({ reason }) }));
  });
});
