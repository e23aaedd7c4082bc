import onnxProto from 'onnx-proto';

const { onnx } = onnxProto;
const { DataType } = onnx.TensorProto;

export interface TinyGraph {
  readonly input: { readonly name: string; readonly size: number };
  readonly output: string;
  /** For each channel of the output: what it takes of red, green and blue. */
  readonly weights: readonly (readonly [number, number, number])[];
}

/** A network of one convolution without neighbours, float32 NCHW of a fixed size: it tells things apart by their colour. */
export function tinyGraph({ input, output, weights }: TinyGraph): Uint8Array {
  const { FLOAT } = DataType;
  const port = (name: string, channels: number) => {
    const dim = [1, channels, input.size, input.size].map(dimValue => ({ dimValue }));
    return { name, type: { tensorType: { elemType: FLOAT, shape: { dim } } } };
  };
  return onnx.ModelProto.encode({
    irVersion: 6,
    opsetImport: [{ domain: '', version: 11 }],
    producerName: 'tests',
    graph: {
      name: 'tiny',
      node: [{ opType: 'Conv', input: [input.name, 'w'], output: [output] }],
      initializer: [
        { name: 'w', dims: [weights.length, 3, 1, 1], dataType: FLOAT, floatData: weights.flat() },
      ],
      input: [port(input.name, 3)],
      output: [port(output, weights.length)],
    },
  }).finish();
}

const U2NET = { input: { name: 'input.1', size: 320 }, output: '1959' };

const { AttributeType } = onnx.AttributeProto;

/** Side of a matrix, and how often it is multiplied with itself. */
const TRAPS = { time: [2500, 500], memory: [100_000, 1], 'some memory': [12_000, 0] } as const;

/**
 * A tiny network, float32 NCHW of a fixed size with one channel, that passes every trial, as no trial shows it a white pixel:
 * where there is one it multiplies and multiplies (`time`), asks for 40 GB (`memory`), or for half a one (`some memory`).
 * @param white the value from which a pixel is white to it, 0..1; low, and no picture gets through, nor a trial
 */
export function trapGraph(
  kind: keyof typeof TRAPS,
  { input, output, weights }: TinyGraph,
  white = 0.99,
): Uint8Array {
  const { FLOAT, INT64 } = DataType;
  const [side, steps] = TRAPS[kind];
  const op = (opType: string, inputs: string[], out: string, attribute: object[] = []) => ({
    opType,
    input: inputs,
    output: [out],
    attribute,
  });
  const int = (name: string, i: number) => ({ name, type: AttributeType.INT, i });
  const constant = (name: string, value: number, dims: number[] = []) => ({
    name,
    dims,
    dataType: FLOAT,
    floatData: [value],
  });
  const port = (name: string, channels: number) => {
    const dim = [1, channels, input.size, input.size].map(dimValue => ({ dimValue }));
    return { name, type: { tensorType: { elemType: FLOAT, shape: { dim } } } };
  };
  return onnx.ModelProto.encode({
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    producerName: 'tests',
    graph: {
      name: 'trap',
      node: [
        op('Conv', [input.name, 'w'], 'z'),
        op('ReduceMax', [input.name], 'most', [int('keepdims', 0)]),
        op('Sub', ['most', 'white'], 'beyond'),
        op('Relu', ['beyond'], 'over'),
        op('Mul', ['over', 'gain'], 'many'),
        op('Min', ['many', 'most_sides'], 'enough'),
        op('Cast', ['enough'], 'side', [int('to', INT64)]),
        op('Add', ['side', 'one'], 'sides'),
        op('Expand', ['tenth', 'sides'], 'p0'),
        ...Array.from({ length: steps }, (_, i) => op('MatMul', [`p${i}`, 'p0'], `p${i + 1}`)),
        op('ReduceMin', [`p${steps}`], 'little', [int('keepdims', 0)]),
        op('Mul', ['little', 'none'], 'nothing'),
        op('Add', ['z', 'nothing'], output),
      ],
      initializer: [
        { name: 'w', dims: [1, 3, 1, 1], dataType: FLOAT, floatData: weights.flat() },
        constant('white', white),
        constant('gain', side * 100),
        constant('most_sides', side),
        constant('tenth', 1e-4, [1, 1]),
        constant('none', 0),
        { name: 'one', dims: [2], dataType: INT64, int64Data: [1, 1] },
      ],
      input: [port(input.name, 3)],
      output: [port(output, 1)],
    },
  }).finish();
}

/** The signature of U²-Net and its small sister: what has the most of a colour is the subject. */
export const u2netGraph = (colour: readonly [number, number, number]) =>
  tinyGraph({ ...U2NET, weights: [colour] });
