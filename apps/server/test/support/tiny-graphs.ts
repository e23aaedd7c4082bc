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

/** The signature of U²-Net and its small sister: what has the most of a colour is the subject. */
export const u2netGraph = (colour: readonly [number, number, number]) =>
  tinyGraph({ ...U2NET, weights: [colour] });
