import { closeSync, ftruncateSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type CustomManifest, parseManifest } from '@backgroundfx/core';
import onnxProto, { type onnx as Onnx } from 'onnx-proto';

const { onnx } = onnxProto;
const { DataType } = onnx.TensorProto;
const { AttributeType } = onnx.AttributeProto;

/** Side of the pictures that these networks see. */
export const SIDE = 32;

type Sides = readonly (number | string)[];
type Node = Onnx.INodeProto;
type Tensor = Onnx.ITensorProto;
type Port = Onnx.IValueInfoProto;

interface Parts {
  readonly node: Node[];
  readonly initializer?: Tensor[];
  readonly input?: Port[];
  readonly output?: Port[];
  readonly opset?: number;
  readonly domain?: string;
}

function file({ node, initializer = [], input, output, opset = 17, domain }: Parts): Uint8Array {
  return onnx.ModelProto.encode({
    irVersion: 8,
    opsetImport: [{ domain: '', version: opset }, ...(domain ? [{ domain, version: 1 }] : [])],
    graph: {
      name: 'custom',
      node,
      initializer,
      input: input ?? [port('input', [1, 3, SIDE, SIDE])],
      output: output ?? [port('output', [1, 1, SIDE, SIDE])],
    },
  }).finish();
}

function port(name: string, sides: Sides, elemType: number = DataType.FLOAT): Port {
  const dim = sides.map(side => (typeof side === 'number' ? { dimValue: side } : { dimParam: side }));
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}

function op(opType: string, input: string[], output: string, attribute: Onnx.IAttributeProto[] = []): Node {
  return { opType, input, output: [output], attribute };
}

const ints = (name: string, values: number[]) => ({ name, type: AttributeType.INTS, ints: values });
const int = (name: string, i: number) => ({ name, type: AttributeType.INT, i });
const graph = (name: string) => ({ name, type: AttributeType.GRAPH, g: { name: 'inner' } });

function floats(name: string, dims: number[], values: readonly number[]): Tensor {
  return { name, dims, dataType: DataType.FLOAT, rawData: new Uint8Array(Float32Array.from(values).buffer) };
}

function shape(name: string, dims: number[]): Tensor {
  return { name, dims: [dims.length], dataType: DataType.INT64, int64Data: dims };
}

/** 4 (red - green - blue), one channel. */
const CONV = op('Conv', ['input', 'w'], 'z');
const WEIGHTS = [4, -4, -4];
const W = floats('w', [1, 3, 1, 1], WEIGHTS);
const SIGMOID = op('Sigmoid', ['z'], 'output');

export function manifest(input: object = {}, output: object = {}): CustomManifest {
  return parseManifest({
    version: 1,
    name: 'test',
    input: { layout: 'nchw', size: SIDE, mean: 0, std: 1, ...input },
    output: { name: 'output', values: 'unit', ...output },
  });
}

interface CustomFile {
  readonly bytes: Uint8Array;
  readonly manifest: CustomManifest;
}

/** Networks that all find alpha = sigmoid(4 (red - green - blue)), each in its own way. */
export function goodFiles(): Record<string, CustomFile> {
  const last: Sides = [1, SIDE, SIDE, 3];
  const two = floats('w', [2, 3, 1, 1], [0, 0, 0, ...WEIGHTS]);
  const pair = [port('output', [1, 2, SIDE, SIDE])];
  const free: Sides = ['n', 'c', 'h', 'w'];
  return {
    nchw: { bytes: file({ node: [CONV, SIGMOID], initializer: [W] }), manifest: manifest() },
    nhwc: {
      bytes: file({
        node: [
          op('Transpose', ['input'], 'planes', [ints('perm', [0, 3, 1, 2])]),
          op('Conv', ['planes', 'w'], 'z'),
          op('Sigmoid', ['z'], 's'),
          op('Transpose', ['s'], 'output', [ints('perm', [0, 2, 3, 1])]),
        ],
        initializer: [W],
        input: [port('input', last)],
        output: [port('output', [1, SIDE, SIDE, 1])],
      }),
      manifest: manifest({ layout: 'nhwc' }),
    },
    'blue first': {
      bytes: file({ node: [CONV, SIGMOID], initializer: [floats('w', [1, 3, 1, 1], [-4, -4, 4])] }),
      manifest: manifest({ channels: 'bgr' }),
    },
    logits: {
      bytes: file({ node: [op('Conv', ['input', 'w'], 'output')], initializer: [W] }),
      manifest: manifest({}, { values: 'sigmoid' }),
    },
    'two classes': {
      bytes: file({ node: [op('Conv', ['input', 'w'], 'output')], initializer: [two], output: pair }),
      manifest: manifest({}, { values: 'softmax' }),
    },
    'two likelihoods': {
      bytes: file({
        node: [CONV, op('Softmax', ['z'], 'output', [int('axis', 1)])],
        initializer: [two],
        output: pair,
      }),
      manifest: manifest({}, { values: 'shares' }),
    },
    'the second of two outputs': {
      bytes: file({
        node: [CONV, op('Neg', ['z'], 'side'), SIGMOID],
        initializer: [W],
        output: [port('side', [1, 1, SIDE, SIDE]), port('output', [1, 1, SIDE, SIDE])],
      }),
      manifest: manifest(),
    },
    'open axes, settled by the manifest': {
      bytes: file({
        node: [CONV, SIGMOID],
        initializer: [W],
        input: [port('input', free)],
        output: [port('output', free)],
      }),
      manifest: manifest({ size: { multipleOf: 8, best: SIDE } }),
    },
    'mean and std': {
      // 4 (r - g - b) from (v - 0.5) / 0.25 needs weights of a quarter and half a constant.
      bytes: file({
        node: [op('Conv', ['input', 'w', 'b'], 'z'), SIGMOID],
        initializer: [floats('w', [1, 3, 1, 1], [1, -1, -1]), floats('b', [1], [-2])],
      }),
      manifest: manifest({ mean: 0.5, std: 0.25 }),
    },
  };
}

/** A graph that copies `input` to `output` after a step of its own. */
const relu = (parts: Partial<Parts>) => file({ node: [op('Relu', ['input'], 'output')], ...parts });
const square = (channels: number): Sides => [1, channels, SIDE, SIDE];

/** Files that no runtime should see, or only in a process that may die of it; each with the reason it is refused for. */
export function hostileFiles(): Record<string, CustomFile & { readonly reason: string }> {
  const bad = (reason: string, bytes: Uint8Array, said = manifest()) => ({ reason, bytes, manifest: said });
  const good = file({ node: [CONV, SIGMOID], initializer: [W] });
  const weights = (tensor: Tensor) => file({ node: [CONV, SIGMOID], initializer: [tensor] });
  return {
    'huge sides': bad('tensor_too_large', relu({ input: [port('input', [1, 3, 1e9, 1e9])] })),
    'a weight of huge sides': bad('tensor_too_large', weights({ ...W, dims: [1e9, 1e9, 1e9] })),
    If: bad('control_flow', file({ node: [op('If', ['input'], 'output', [graph('then_branch')])] })),
    Loop: bad('control_flow', file({ node: [op('Loop', ['', '', 'input'], 'output', [graph('body')])] })),
    'weights outside of its folder': bad(
      'external_data',
      weights({
        name: 'w',
        dims: [1, 3, 1, 1],
        dataType: DataType.FLOAT,
        dataLocation: onnx.TensorProto.DataLocation.EXTERNAL,
        externalData: [{ key: 'location', value: '../../../etc/passwd' }],
      }),
    ),
    'a circle': bad(
      'cycle',
      file({ node: [op('Add', ['input', 'b'], 'output'), op('Relu', ['output'], 'b')] }),
    ),
    '2 GB of weights that are not there': bad('weights_size', weights({ ...W, dims: [2 ** 29] })),
    'weights that are no numbers': bad('nan_weights', weights(floats('w', [1, 3, 1, 1], [1, Number.NaN, 1]))),
    'cut in half': bad('cut_off', good.subarray(0, good.length >> 1)),
    'four channels': bad(
      'channels',
      relu({ input: [port('input', square(4))], output: [port('output', square(1))] }),
    ),
    'open axes that nothing settles': bad(
      'dynamic_size',
      relu({ input: [port('input', ['n', 3, 'n', 'n'])] }),
    ),
    'no ONNX': bad('not_onnx', new TextEncoder().encode('<!doctype html><title>404</title>')),
    'two inputs': bad(
      'inputs',
      file({
        node: [op('Add', ['input', 'hint'], 'output')],
        input: [port('input', square(1)), port('hint', square(1))],
      }),
    ),
    'no output of that name': bad('output_missing', good, manifest({}, { name: 'alpha' })),
    'whole numbers': bad(
      'element_type',
      file({
        node: [CONV, op('Cast', ['z'], 'output', [int('to', DataType.INT64)])],
        initializer: [W],
        output: [port('output', square(1), DataType.INT64)],
      }),
    ),
    'an opset to come': bad('version', relu({ opset: 99 })),
    'an operation of its own': bad(
      'custom_operator',
      file({ node: [{ ...op('Run', ['input'], 'output'), domain: 'com.acme' }], domain: 'com.acme' }),
    ),
    texts: bad(
      'string_tensor',
      file({ node: [op('Cast', ['input'], 'output', [int('to', DataType.STRING)])] }),
    ),
    'a weight of no use': bad('runtime_refused', weights(floats('w', [3], [1, 1, 1]))),
    'a shape that does not come out': bad(
      'run_failed',
      file({
        node: [op('Reshape', ['input', 'to'], 'output')],
        initializer: [shape('to', [1, 1, 7, 7])],
        input: [port('input', ['n', 'c', 'h', 'w'])],
        output: [port('output', ['n', 'c', 'h', 'w'])],
      }),
    ),
    'zero by zero': bad(
      'answer_not_finite',
      file({ node: [CONV, op('Sub', ['z', 'z'], 'n'), op('Div', ['n', 'n'], 'output')], initializer: [W] }),
    ),
    'bytes as alpha': bad(
      'answer_range',
      file({ node: [CONV, op('Exp', ['z'], 'output')], initializer: [W] }),
    ),
    'half a picture': bad(
      'answer_shape',
      file({
        node: [op('MaxPool', ['input'], 'output', [ints('kernel_shape', [2, 2]), ints('strides', [2, 2])])],
        output: [port('output', ['n', 'c', 'h', 'w'])],
      }),
    ),
    'memory without end': bad(
      'memory',
      file({
        node: [
          op('ReduceMax', ['input'], 'm', [ints('axes', [1, 2, 3])]),
          op('Expand', ['m', 'to'], 'e'),
          op('ReduceMax', ['e'], 'output', [ints('axes', [2, 3])]),
        ],
        initializer: [shape('to', [1, 1, 100_000, 30_000])],
        output: [port('output', ['a', 'b', 'c', 'd'])],
      }),
    ),
    'time without end': bad('timeout', slowFile()),
  };
}

/** A tower of matrix products: some 5e13 multiplications, and little memory. */
function slowFile(): Uint8Array {
  const side = 3000;
  const node = [
    op('ReduceMax', ['input'], 'm', [ints('axes', [1, 2, 3])]),
    op('Expand', ['m', 'to'], 'p0'),
    ...Array.from({ length: 2000 }, (_, i) => op('MatMul', [`p${i}`, 'p0'], `p${i + 1}`)),
    op('ReduceMax', ['p2000'], 'output', [ints('axes', [2, 3])]),
  ];
  return file({
    node,
    initializer: [shape('to', [1, 1, side, side])],
    output: [port('output', ['a', 'b', 'c', 'd'])],
  });
}

/** Writes a file that says it has `bytes`, of which almost all are a hole: real on paper, small on disk. */
export function writeHole(folder: string, name: string, start: Uint8Array, bytes: number): string {
  const path = join(folder, name);
  const descriptor = openSync(path, 'w');
  writeSync(descriptor, start);
  ftruncateSync(descriptor, bytes);
  closeSync(descriptor);
  return path;
}

export function writeModel(folder: string, name: string, bytes: Uint8Array): string {
  const path = join(folder, `${name.replaceAll(/\W+/g, '-')}.onnx`);
  writeFileSync(path, bytes);
  return path;
}

/**
 * Networks that find what the good ones find, and pass a trial, as no trial shows them a white pixel: where there is one they
 * take time, or memory, without end.
 */
export function trapFiles(): Record<'time' | 'memory', CustomFile> {
  const trap = (side: number, steps: number) => {
    const node = [
      CONV,
      op('ReduceMax', ['input'], 'most', [int('keepdims', 0)]),
      op('Sub', ['most', 'white'], 'beyond'),
      op('Relu', ['beyond'], 'over'),
      op('Mul', ['over', 'gain'], 'many'),
      op('Cast', ['many'], 'side', [int('to', DataType.INT64)]),
      op('Add', ['side', 'one'], 'sides'),
      op('Expand', ['tenth', 'sides'], 'p0'),
      ...Array.from({ length: steps }, (_, i) => op('MatMul', [`p${i}`, 'p0'], `p${i + 1}`)),
      op('ReduceMin', [`p${steps}`], 'little', [int('keepdims', 0)]),
      op('Mul', ['little', 'none'], 'nothing'),
      op('Add', ['z', 'nothing'], 'y'),
      op('Sigmoid', ['y'], 'output'),
    ];
    const initializer = [
      W,
      floats('white', [], [0.99]),
      floats('gain', [], [side * 100]),
      floats('tenth', [1, 1], [1e-4]),
      floats('none', [], [0]),
      shape('one', [1, 1]),
    ];
    return { bytes: file({ node, initializer }), manifest: manifest() };
  };
  return { time: trap(2500, 500), memory: trap(100_000, 1) };
}
