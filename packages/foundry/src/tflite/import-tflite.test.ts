import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodeSession } from '@backgroundfx/inference/node';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runReference } from '../../test/tflite-reference.ts';
import { hash } from '../../test/tiny-model.ts';
import {
  type OperatorPlan,
  type TensorPlan,
  type TflitePlan,
  tinySegmenter,
  tinyTflite,
} from '../../test/tiny-tflite.ts';
import { FoundryError } from '../errors.ts';
import { importTflite } from './import-tflite.ts';

const NAMES = { input: 'in', output: 'out' };
const REAL = 'deeplabv3_mnv2_pascal_quant.tflite';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'foundry-'));
});

afterAll(() => rm(folder, { recursive: true }));

/** Runs what the importer made of a plan; input and answer have their channels last. */
async function run(plan: TflitePlan, input: Float32Array): Promise<Float32Array> {
  const { graph, input: port } = importTflite(tinyTflite(plan), NAMES);
  const graphPath = join(folder, `${hash(graph)}.onnx`);
  await writeFile(graphPath, graph);
  const model = {
    input: { name: 'in', mean: [0, 0, 0], scale: [1, 1, 1], multipleOf: 1, bestSize: 1, fit: 'stretch' },
    output: { name: 'out', values: 'softmax', classes: ['a', 'b'] },
  } as const;
  const session = await createNodeSession({ graphPath, model, threads: 1 });
  try {
    const dims = [1, port.channels, port.height, port.width];
    const { data, dims: shape } = await session.run({ data: turn(input, port.channels, 'first'), dims });
    return turn(data, shape[1]!, 'last');
  } finally {
    await session.dispose();
  }
}

/** Puts channels first or last. */
function turn(data: Float32Array, channels: number, where: 'first' | 'last'): Float32Array {
  const area = data.length / channels;
  return data.map((_, i) =>
    where === 'first'
      ? data[(i % area) * channels + Math.floor(i / area)]!
      : data[(i % channels) * area + Math.floor(i / channels)]!,
  );
}

const waves = (n: number) => Float32Array.from({ length: n }, (_, i) => Math.sin(i * 1.7));

function expectClose(found: Float32Array, expected: ArrayLike<number>): void {
  expect(found.length).toBe(expected.length);
  for (let i = 0; i < found.length; i++) expect(found[i]).toBeCloseTo(expected[i]!, 4);
}

/** One operator over a float input of one shape. */
function single(
  shape: number[],
  output: number[],
  operator: Omit<OperatorPlan, 'inputs' | 'outputs'>,
  ...constants: TensorPlan[]
): TflitePlan {
  return {
    inputs: [0],
    outputs: [1],
    tensors: [{ shape, type: 0 }, { shape: output, type: 0 }, ...constants],
    operators: [{ ...operator, inputs: [0, ...constants.map((_, i) => i + 2)], outputs: [1] }],
  };
}

const KERNEL: TensorPlan = {
  shape: [1, 3, 3, 1],
  type: 0,
  data: Float32Array.of(0, 0, 0, 0, 1, 10, 0, 100, 1000),
};
const ZERO: TensorPlan = { shape: [1], type: 0, data: Float32Array.of(0) };
const STRIDE_2 = [
  [1, 'int32', 2],
  [2, 'int32', 2],
] as const;
const STRIDE_1 = [
  [1, 'int32', 1],
  [2, 'int32', 1],
] as const;

describe('importTflite', () => {
  test('gives the numbers of a network with all operators', async () => {
    const plan = tinySegmenter();
    const input = waves(48);
    const expected = runReference(plan, input);
    expect(Math.max(...expected) - Math.min(...expected)).toBeGreaterThan(1);
    expectClose(await run(plan, input), expected);
  });

  test('tells sizes, and how the input was quantised', () => {
    const { graph, ...rest } = importTflite(tinyTflite(tinySegmenter()), NAMES);
    expect(rest).toEqual({
      input: { height: 4, width: 4, channels: 3 },
      output: { height: 4, width: 4, channels: 3 },
      inputQuantisation: { scales: [1 / 128], zeroPoints: [128], axis: 0 },
    });
    const again = importTflite(Buffer.from(tinyTflite(tinySegmenter())), NAMES);
    expect(Buffer.compare(again.graph, graph)).toBe(0);
  });

  test('pads a stride of 2 over an even side after the picture only', async () => {
    const plan = single([1, 4, 4, 1], [1, 2, 2, 1], { code: 3, settings: STRIDE_2 }, KERNEL, ZERO);
    const input = Float32Array.from({ length: 16 }, (_, i) => i);
    // Windows start at 0 and 2: the kernel's middle lies on 5, 7, 13 and 15; what is outside counts nothing.
    expectClose(await run(plan, input), [5 + 60 + 900 + 10_000, 7 + 1100, 13 + 140, 15]);
  });

  test('widens 8-bit kernels with the scale of each output', async () => {
    const kernel: TensorPlan = {
      shape: [2, 1, 1, 1],
      type: 9,
      data: Int8Array.of(-3, 5),
      scales: [0.5, 2],
      axis: 0,
    };
    const bias: TensorPlan = { shape: [2], type: 2, data: Int32Array.of(7, -1), scales: [0.25, 4] };
    const plan = single([1, 1, 2, 1], [1, 1, 2, 2], { code: 3, settings: STRIDE_1 }, kernel, bias);
    expectClose(await run(plan, Float32Array.of(1, 2)), [-1.5 + 1.75, 10 - 4, -3 + 1.75, 20 - 4]);
  });

  test.each([
    ['align_corners', [[2, 'int8', 1]], [0, 1, 2, 3, 4]],
    ['half_pixel', [[3, 'int8', 1]], [0, 0.4, 2, 3.6, 4]],
    ['asymmetric', [], [0, 1.6, 3.2, 4, 4]],
  ] as const)('enlarges by the rule %s', async (_, settings, expected) => {
    const size: TensorPlan = { shape: [2], type: 2, data: Int32Array.of(1, 5) };
    const plan = single([1, 1, 2, 1], [1, 1, 5, 1], { code: 23, settings }, size);
    const input = Float32Array.of(0, 4);
    expectClose(Float32Array.from(runReference(plan, input)), expected);
    expectClose(await run(plan, input), expected);
  });
});

describe('a file that is not what it should be', () => {
  const refusal = (bytes: Uint8Array) => {
    try {
      importTflite(bytes, NAMES);
    } catch (error) {
      if (error instanceof FoundryError && error.code === 'bad_source') return error.message;
      throw error;
    }
    return 'imported';
  };
  const change = (more: Partial<TflitePlan>) => refusal(tinyTflite({ ...tinySegmenter(), ...more }));
  /** The plan with one tensor or one operator replaced. */
  const tensor = (index: number, more: Partial<TensorPlan>) =>
    change({ tensors: tinySegmenter().tensors.with(index, { ...tinySegmenter().tensors[index]!, ...more }) });
  const operator = (index: number, more: Partial<OperatorPlan>) =>
    change({
      operators: tinySegmenter().operators.with(index, { ...tinySegmenter().operators[index]!, ...more }),
    });

  test.each([
    ['nothing', () => refusal(new Uint8Array()), 'does not carry the mark "TFL3"'],
    ['a text', () => refusal(Buffer.from('<html>not found</html>')), 'does not carry the mark'],
    ['another format', () => change({ identifier: 'TFL2' }), 'does not carry the mark'],
    ['another schema', () => change({ version: 4 }), 'its schema is version 4, not 3'],
    ['two graphs', () => change({ graphs: 2 }), 'not exactly one graph'],
    ['two inputs', () => change({ inputs: [0, 1] }), 'not exactly one input'],
    ['no output', () => change({ outputs: [] }), 'not exactly one output'],
    [
      'an unknown operator',
      () => operator(2, { code: 18 }),
      'operator 18 of the TFLite schema is not supported',
    ],
    [
      'an unknown activation',
      () => operator(2, { settings: [[0, 'int8', 4]] }),
      'activation 4 of the TFLite schema',
    ],
    ['no stride', () => operator(0, { settings: [] }), 'a stride, dilation or window is 0'],
    ['a cycle', () => operator(2, { inputs: [7, 3] }), 'operator 2 reads tensor 7, which nobody has made'],
    ['a tensor made twice', () => operator(1, { outputs: [3] }), 'operator 1 makes tensor 3, which is there'],
    ['a tensor that is not there', () => operator(1, { inputs: [3, 99, 5] }), 'reads tensor 99'],
    ['an output nobody makes', () => change({ outputs: [1] }), 'its output is not made'],
    ['huge sides', () => tensor(3, { shape: [1, 2 ** 30, 2 ** 30, 2] }), 'has the shape [1,1073741824'],
    ['a side of 0', () => tensor(3, { shape: [1, 0, 2, 2] }), 'has the shape [1,0,2,2]'],
    ['free sides', () => tensor(0, { shape: [1, -1, -1, 3] }), 'has the shape [1,-1,-1,3]'],
    ['a batch of two', () => tensor(0, { shape: [2, 4, 4, 3] }), 'is no picture'],
    ['too few weights', () => tensor(1, { data: new Uint8Array(5) }), '"t1" has 5 bytes, its shape needs 54'],
    [
      'sizes that do not follow',
      () => tensor(3, { shape: [1, 3, 3, 2] }),
      'CONV_2D "t3" says its output is [1,3,3,2], not [1,2,2,2]',
    ],
    [
      'a scale that is no number',
      () => tensor(1, { scales: [Number.NaN] }),
      'quantised in a way that makes no sense',
    ],
    [
      'scales of another number',
      () => tensor(13, { scales: [1, 1] }),
      'quantised in a way that makes no sense',
    ],
    [
      'scales along another axis',
      () => tensor(13, { scales: [1, 1, 1, 1], axis: 3 }),
      'along another axis than its outputs',
    ],
    ['half-precision weights', () => tensor(1, { type: 1 }), 'of a type that is not supported'],
    ['a bias of another length', () => tensor(2, { data: Int32Array.of(1), shape: [1] }), 'the bias "t2"'],
    [
      'a pool over a part',
      () =>
        operator(3, {
          settings: [
            [0, 'int8', 1],
            [1, 'int32', 1],
            [2, 'int32', 1],
            [3, 'int32', 1],
            [4, 'int32', 1],
          ],
        }),
      'over the whole picture only',
    ],
    ['a concatenation of rows', () => operator(6, { settings: [[0, 'int32', 1]] }), 'for channels only'],
    [
      'a choice among columns',
      () => tensor(21, { data: Int32Array.of(2) }),
      'ARG_MAX is supported as the choice',
    ],
  ])('%s is refused with a reason', (_, refused, message) => {
    expect(refused()).toContain(message);
  });

  test('is refused wherever it is cut off', () => {
    const whole = tinyTflite(tinySegmenter());
    for (let length = 0; length < whole.length; length++) {
      expect(refusal(whole.slice(0, length)), `cut at ${length}`).not.toBe('imported');
    }
  });

  test('never breaks the importer, whatever bytes are changed', () => {
    const whole = tinyTflite(tinySegmenter());
    const place = fc.nat(whole.length - 1);
    const value = fc.constantFrom(0, 1, 0x7f, 0x80, 0xff);
    fc.assert(
      fc.property(fc.array(fc.tuple(place, value), { minLength: 1, maxLength: 12 }), changes => {
        const bytes = whole.slice();
        for (const [at, byte] of changes) bytes[at] = byte;
        expect(typeof refusal(bytes)).toBe('string');
      }),
      { numRuns: 3000 },
    );
  });

  test('cannot grow: weights that many operators share are refused', () => {
    const kernel: TensorPlan = { shape: [8, 5, 5, 8], type: 0, data: new Float32Array(1600) };
    const picture: TensorPlan = { shape: [1, 4, 4, 8], type: 0 };
    const layers = Array.from({ length: 50 }, (_, i) => ({
      code: 3,
      inputs: [i + 1, 0],
      outputs: [i + 2],
      settings: STRIDE_1,
    }));
    const tensors = [kernel, ...Array.from({ length: 51 }, () => picture)];
    const plan = (operators: OperatorPlan[]) => ({
      tensors,
      operators,
      inputs: [1],
      outputs: [operators.length + 1],
    });
    expect(refusal(tinyTflite(plan(layers.slice(0, 2))))).toBe('imported');
    expect(refusal(tinyTflite(plan(layers)))).toContain(
      'its operators use 320000 bytes of weights, and it has',
    );
  });

  test('cannot make the importer read one list again and again', () => {
    const inputs = Array.from({ length: 2000 }, () => 0);
    const long = { ...tinySegmenter().operators[0]!, inputs };
    expect(change({ operators: [long], copies: 2000 })).toContain('its lists share their places');
  });

  test('costs no memory before it is refused', () => {
    const bytes = tinyTflite(tinySegmenter());
    const before = process.memoryUsage().arrayBuffers;
    for (let at = 8; at + 4 <= bytes.length; at += 4) {
      const hostile = bytes.slice();
      new DataView(hostile.buffer).setUint32(at, 0x7fff_fff0, true);
      refusal(hostile);
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50e6);
  });
});

test('the published file gives a graph of the sizes it is known for', async context => {
  const mirror = process.env.MODEL_MIRROR;
  const bytes = mirror ? await readFile(join(mirror, REAL)).catch(() => undefined) : undefined;
  if (!bytes) return context.skip(`${REAL} is not in the folder that MODEL_MIRROR names`);
  const { graph, ...rest } = importTflite(bytes, { input: 'input', output: 'logits' });
  expect(rest).toEqual({
    input: { height: 513, width: 513, channels: 3 },
    output: { height: 513, width: 513, channels: 21 },
    inputQuantisation: { scales: [1 / 128], zeroPoints: [128], axis: 0 },
  });
  expect(graph.length).toBeLessThan(bytes.length);
});
