import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  externalWeight,
  FLOAT,
  type GraphParts,
  node,
  onnxFile,
  port,
  weight,
} from '../../../test/onnx-files.ts';
import { EngineError } from '../../errors.ts';
import { bytesSource } from './byte-source.ts';
import { inspectOnnx, inspectOnnxSteps } from './inspect-onnx.ts';

/** The reason for which a file is refused, or what was thrown instead. */
function reasonOf(bytes: Uint8Array, limits = {}): unknown {
  try {
    inspectOnnx(bytes, limits);
  } catch (error) {
    return error instanceof EngineError && error.code === 'invalid_model' ? error.details.reason : error;
  }
  return 'accepted';
}

describe('a good file', () => {
  it('is told in facts', () => {
    const bytes = onnxFile();
    expect(inspectOnnx(bytes)).toEqual({
      bytes: bytes.length,
      irVersion: 8,
      opset: 17,
      producer: 'test',
      inputs: [{ name: 'input', elementType: 'float32', shape: [1, 3, 'h', 'w'] }],
      outputs: [{ name: 'output', elementType: 'float32', shape: [1, 1, 'h', 'w'], madeBy: 'Sigmoid' }],
      nodes: 2,
      parameters: 3,
    });
  });

  it('may list its weights as inputs, hold constants in operations, and come unsorted', () => {
    const constant = node('Constant', [], 'w', [
      { name: 'value', type: 4, t: weight('', [1, 3, 1, 1], [1, 2, 3]) },
    ]);
    const nodes = [node('Conv', ['input', 'w', '', 'b'], 'c'), node('Add', ['c', 'b'], 'output'), constant];
    const bytes = onnxFile({
      nodes,
      weights: [weight('b', [1], [Number.POSITIVE_INFINITY])],
      inputs: [port('b', [1]), port('input', null)],
      outputs: [port('output', [0, -1, '', 5])],
    });
    const { inputs, outputs, parameters } = inspectOnnx(bytes);
    expect(inputs).toEqual([{ name: 'input', elementType: 'float32', shape: null }]);
    expect(outputs).toEqual([
      { name: 'output', elementType: 'float32', shape: [null, null, null, 5], madeBy: 'Add' },
    ]);
    expect(parameters).toBe(4);
  });

  it('may have outputs that nobody wants, and the largest numbers there are', () => {
    const split = { ...node('Split', ['input'], 'output'), output: ['output', '', ''] };
    const bytes = onnxFile({ nodes: [split], weights: [weight('w', [2], [3.4028234663852886e38, -3.4e38])] });
    expect(inspectOnnx(bytes).nodes).toBe(1);
  });

  it('names in any letters', () => {
    const nodes = [node('Relu', ['größe'], 'маска')];
    const bytes = onnxFile({ nodes, inputs: [port('größe', [1, 3, 8, 8])], outputs: [port('маска', null)] });
    const { inputs, outputs } = inspectOnnx(bytes);
    expect([inputs[0]?.name, outputs[0]?.name]).toEqual(['größe', 'маска']);
  });

  it('looks behind what only moves values for their meaning', () => {
    const nodes = [
      node('Softmax', ['input'], 's'),
      node('Transpose', ['s'], 't'),
      node('Cast', ['t'], 'output'),
    ];
    expect(inspectOnnx(onnxFile({ nodes })).outputs[0]?.madeBy).toBe('Softmax');
  });

  it('is read the same in pieces', () => {
    const bytes = onnxFile({ weights: [weight('w', [700_000], new Array(700_000).fill(0.5))] });
    const scratch = new Uint8Array(1 << 20);
    const source = {
      length: bytes.length,
      read(offset: number, length: number) {
        scratch.fill(0xee);
        scratch.set(bytes.subarray(offset, offset + length));
        return scratch.subarray(0, length);
      },
    };
    const steps = inspectOnnxSteps(source);
    let pauses = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) pauses++;
    expect(step.value).toEqual(inspectOnnx(bytes));
    expect(pauses).toBe(5);
  });
});

const graph = (parts: GraphParts) => () => onnxFile(parts);
const oneNode = (operator: ReturnType<typeof node>) => graph({ nodes: [operator] });
const relu = (attribute: Parameters<typeof node>[3]) => oneNode(node('Relu', ['input'], 'output', attribute));
const weights = (...list: NonNullable<GraphParts['weights']>) => graph({ weights: list });
const nan = (dataType: number, rawData: number[]) =>
  weights({ name: 'w', dims: [2], dataType, rawData: Uint8Array.from(rawData) });
const text = (value: string) => new TextEncoder().encode(value);
const GIGABYTES = 2 ** 31;

describe('a file that is refused', () => {
  it.each<[string, string, () => Uint8Array]>([
    ['no bytes', 'not_onnx', () => new Uint8Array(0)],
    ['a text', 'not_onnx', () => text('hello, this is not a network')],
    ['a PNG', 'not_onnx', () => Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10)],
    ['a TFLite file', 'not_onnx', () => Uint8Array.of(0x1c, 0, 0, 0, 0x54, 0x46, 0x4c, 0x33)],
    ['zeros', 'not_onnx', () => new Uint8Array(4096)],
    ['a message without a graph', 'not_onnx', () => Uint8Array.of(8, 8, 18, 1, 65)],
    ['half of a file', 'cut_off', () => onnxFile().subarray(0, 80)],
    ['all but the last byte', 'cut_off', () => onnxFile().slice(0, -1)],
    ['two graphs', 'damaged', () => Uint8Array.from([...onnxFile(), ...onnxFile()])],
    ['a graph field that is a number', 'not_onnx', () => Uint8Array.of(8, 8, 0x38, 1)],
    ['a function of its own', 'local_functions', graph({ model: { functions: [{ name: 'f' }] } })],
    ['too new a format', 'version', graph({ irVersion: 14 })],
    ['too new an opset', 'version', graph({ opset: 27 })],
    ['too old an opset', 'version', graph({ opset: 6 })],
    ['a branch', 'control_flow', oneNode(node('If', ['input'], 'output'))],
    ['a loop', 'control_flow', oneNode(node('Loop', ['', '', 'input'], 'output'))],
    ['a graph in another operation', 'control_flow', relu([{ name: 'body', type: 5, g: { name: 'x' } }])],
    [
      'graphs in another operation',
      'control_flow',
      relu([{ name: 'body', type: 10, graphs: [{ name: 'x' }] }]),
    ],
    [
      'an operation of somebody else',
      'custom_operator',
      oneNode(node('Run', ['input'], 'output', [], 'com.acme')),
    ],
    ['an operation that makes sequences', 'operator', oneNode(node('SplitToSequence', ['input'], 'output'))],
    ['an operation that makes chance', 'operator', oneNode(node('RandomNormalLike', ['input'], 'output'))],
    ['an operation of no name', 'operator', oneNode(node('', ['input'], 'output'))],
    [
      'a cast to text',
      'string_tensor',
      oneNode(node('Cast', ['input'], 'output', [{ name: 'to', type: 2, i: 8 }])),
    ],
    ['a constant text', 'string_tensor', relu([{ name: 'value_string', type: 3, s: text('a') }])],
    [
      'a weight of texts',
      'string_tensor',
      weights({ name: 'w', dims: [1], dataType: 8, stringData: [text('a')] }),
    ],
    ['an input of texts', 'string_tensor', graph({ inputs: [port('input', [1], 8)] })],
    [
      'a sparse attribute',
      'sparse_weights',
      relu([{ name: 'sparse_value', type: 11, sparseTensor: { dims: [9] } }]),
    ],
    ['a sparse weight', 'sparse_weights', graph({ graph: { sparseInitializer: [{ dims: [99] }] } })],
    ['weights in a file above', 'external_data', weights(externalWeight('w', [3], '../../etc/passwd'))],
    ['weights said to be elsewhere', 'external_data', weights({ ...weight('w', [1], [1]), dataLocation: 1 })],
    [
      'weights with a place elsewhere',
      'external_data',
      weights({ ...weight('w', [1], [1]), externalData: [{ key: 'offset', value: '0' }] }),
    ],
    ['weights in a file beside it', 'external_data', weights(externalWeight('w', [3], 'w.bin'))],
    [
      'a constant in another file',
      'external_data',
      relu([{ name: 'value', type: 4, t: externalWeight('', [1], '/dev/zero') }]),
    ],
    [
      'a weight of 2 GB that is not there',
      'weights_size',
      weights({ ...weight('w', [], []), dims: [GIGABYTES / 4] }),
    ],
    ['a weight that is too short', 'weights_size', weights(weight('w', [1, 3, 1, 1], [1, 2]))],
    ['a weight that is too long', 'weights_size', weights(weight('w', [1, 3, 1, 1], [1, 2, 3, 4]))],
    [
      'integers that are too few',
      'weights_size',
      weights({ name: 'w', dims: [4], dataType: 7, int64Data: [1, 2, 3] }),
    ],
    [
      'a weight of huge sides',
      'tensor_too_large',
      weights({ ...weight('w', [], []), dims: [1e9, 1e9, 1e9] }),
    ],
    ['an input of huge sides', 'tensor_too_large', graph({ inputs: [port('input', [1, 3, 1e9, 1e9])] })],
    [
      'an output of huge sides',
      'tensor_too_large',
      graph({ outputs: [port('output', [1, 1, 2 ** 31, 2 ** 31])] }),
    ],
    ['a negative side', 'damaged', weights({ ...weight('w', [], []), dims: [-1] })],
    ['a type of numbers that nobody knows', 'version', weights({ name: 'w', dims: [1], dataType: 99 })],
    ['a NaN', 'nan_weights', weights(weight('w', [1, 3, 1, 1], [1, Number.NaN, 2]))],
    [
      'a NaN among plain floats',
      'nan_weights',
      weights({ name: 'w', dims: [2], dataType: FLOAT, floatData: [1, Number.NaN] }),
    ],
    ['a NaN in half precision', 'nan_weights', nan(10, [0, 0x7c, 1, 0xfc])],
    ['a NaN in bfloat16', 'nan_weights', nan(16, [0x80, 0x7f, 0xc0, 0x7f])],
    ['a NaN in 64 bits', 'nan_weights', nan(11, [...new Array(8).fill(0), 1, 0, 0, 0, 0, 0, 0xf0, 0xff])],
    [
      'a circle',
      'cycle',
      graph({
        nodes: [node('Add', ['input', 'b'], 'a'), node('Relu', ['a'], 'b'), node('Relu', ['b'], 'output')],
      }),
    ],
    ['an operation that reads itself', 'cycle', oneNode(node('Add', ['input', 'output'], 'output'))],
    ['an input that nothing makes', 'wiring', oneNode(node('Add', ['input', 'nowhere'], 'output'))],
    ['an output that nothing makes', 'wiring', graph({ outputs: [port('nowhere', null)] })],
    [
      'a tensor made twice',
      'wiring',
      graph({ nodes: ['a', 'b'].map(() => node('Relu', ['input'], 'output')) }),
    ],
    ['weights of one name', 'wiring', weights(weight('w', [1], [1]), weight('w', [1], [1]))],
    ['a name without end', 'too_complex', oneNode(node('Relu', ['x'.repeat(2000)], 'output'))],
    [
      'a weight of very many sides',
      'too_complex',
      weights({ ...weight('w', [], []), dims: new Array(17).fill(1) }),
    ],
  ])('%s: %s', (_, reason, file) => {
    expect(reasonOf(file())).toBe(reason);
  });

  it('infinite halves are no NaN', () => {
    expect(reasonOf(nan(10, [0, 0x7c, 0, 0xfc])())).toBe('accepted');
    expect(reasonOf(nan(16, [0x80, 0x7f, 0x80, 0xff])())).toBe('accepted');
    expect(reasonOf(nan(11, [...new Array(8).fill(0), 0, 0, 0, 0, 0, 0, 0xf0, 0xff])())).toBe('accepted');
  });

  it('is larger than its limits', () => {
    const bytes = onnxFile({
      graph: { node: [node('Relu', ['input'], 'output'), node('Relu', ['output'], 'x')] },
    });
    expect(reasonOf(bytes, { bytes: bytes.length - 1 })).toBe('file_too_large');
    expect(reasonOf(bytes, { nodes: 1 })).toBe('too_complex');
    expect(reasonOf(bytes, { values: 2 })).toBe('tensor_too_large');
    expect(
      reasonOf(onnxFile({ weights: [weight('w', [1], [1]), weight('x', [1], [1])] }), { weights: 1 }),
    ).toBe('too_complex');
    const constant = node('Constant', [], 'c', [{ name: 'value', t: weight('', [1], [1]) }]);
    const held = onnxFile({ graph: { node: [node('Relu', ['input'], 'output'), constant] } });
    expect([reasonOf(held, { weights: 1 }), reasonOf(held, { weights: 2 })]).toEqual([
      'too_complex',
      'accepted',
    ]);
    expect(reasonOf(bytes, { bytes: bytes.length, nodes: 2 })).toBe('accepted');
  });

  it('is refused for its size without one byte being read', () => {
    const read = () => {
      throw new Error('read');
    };
    expect(() => inspectOnnxSteps({ length: 2 ** 31, read }).next()).toThrow(
      expect.objectContaining({
        details: { reason: 'file_too_large', bytes: 2 ** 31, limitBytes: 400_000_000 },
      }),
    );
  });

  it('says which tensor is at fault', () => {
    expect(() => inspectOnnx(weights(externalWeight('conv1.weight', [3], 'w.bin'))())).toThrow(
      expect.objectContaining({
        code: 'invalid_model',
        message: 'Weight "conv1.weight" lies in another file; export the model as one file',
        details: { reason: 'external_data', tensor: 'conv1.weight' },
      }),
    );
  });
});

describe('whatever the bytes are', () => {
  const outcome = (bytes: Uint8Array) => {
    const reason = reasonOf(bytes);
    return typeof reason === 'string' ? 'judged' : reason;
  };

  it('random ones are judged', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), bytes => outcome(bytes) === 'judged'),
      { numRuns: 2000 },
    );
  });

  it('a good file with some bytes changed, taken away or put in is judged', () => {
    const good = onnxFile({ weights: [weight('w', [1, 3, 1, 1], [1, 2, 3]), externalWeight('x', [2], 'a')] });
    const change = fc.record({
      at: fc.nat(good.length - 1),
      drop: fc.nat(3),
      put: fc.uint8Array({ maxLength: 11 }),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), changes => {
        let bytes = [...good];
        for (const { at, drop, put } of changes)
          bytes = [...bytes.slice(0, at), ...put, ...bytes.slice(at + drop)];
        return outcome(Uint8Array.from(bytes)) === 'judged';
      }),
      { numRuns: 3000 },
    );
  });

  it('every beginning of a good file is refused', () => {
    const good = onnxFile();
    for (let length = 0; length < good.length; length++) {
      // Where only what comes after the graph is missing, the version of the standard is.
      expect(['not_onnx', 'cut_off', 'version']).toContain(reasonOf(good.subarray(0, length)));
    }
  });

  it('a source that gives fewer bytes than it has is a file that was cut off', () => {
    const good = onnxFile();
    const { read } = bytesSource(good.subarray(0, 60));
    expect(() => inspectOnnxSteps({ length: good.length, read }).next()).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ reason: 'cut_off' }) }),
    );
  });
});
