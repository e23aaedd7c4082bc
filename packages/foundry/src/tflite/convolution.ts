import type { GraphWriter } from '../onnx/graph-writer.ts';
import { ElementType, intAttribute, intsAttribute } from '../onnx/proto.ts';
import { badTflite } from './flat-table.ts';
import type { TfliteOperation, TfliteTensor, Window } from './network.ts';

type Convolution = Extract<TfliteOperation, { op: 'CONV_2D' | 'DEPTHWISE_CONV_2D' }>;

/** The constants and the picture of a convolution. */
export interface ConvolutionTensors {
  readonly input: TfliteTensor;
  readonly kernel: TfliteTensor;
  readonly bias: TfliteTensor | undefined;
}

/**
 * Adds a convolution, its activation left out. Kernels keep their 8 bits in the graph and are widened by `Cast`, `Sub` and
 * `Mul`, which the runtime computes once when it loads the graph.
 * @param from name of the input, @param to name of the output
 * @returns the shape of its output, as the operator's own arithmetic gives it
 */
export function writeConvolution(
  writer: GraphWriter,
  operation: Convolution,
  { input, kernel, bias }: ConvolutionTensors,
  from: string,
  to: string,
): number[] {
  const [, height = 0, width = 0, channels = 0] = input.shape;
  const depthwise = operation.op === 'DEPTHWISE_CONV_2D';
  const { shape } = kernel;
  const [high = 0, wide = 0] = shape.slice(1, 3);
  const outputs = (depthwise ? shape[3] : shape[0]) ?? 0;
  const fits = depthwise ? shape[0] === 1 && outputs % channels === 0 : shape[3] === channels;
  if (shape.length !== 4 || !fits) throw badTflite(`the kernel "${kernel.name}" does not fit its input`);

  const [up, down] = padding(operation, height, high, 0);
  const [left, right] = padding(operation, width, wide, 1);
  const dims = [outputs, depthwise ? 1 : channels, high, wide];
  const inputs = [from, writeKernel(writer, kernel, depthwise, dims, `${to}:kernel`)];
  if (bias) inputs.push(writer.constant(`${to}:bias`, [outputs], biasOf(bias, outputs)));
  writer.node('Conv', to, inputs, to, [
    intsAttribute('kernel_shape', [high, wide]),
    intsAttribute('strides', operation.stride),
    intsAttribute('dilations', operation.dilation),
    intsAttribute('pads', [up, left, down, right]),
    intAttribute('group', depthwise ? channels : 1),
  ]);
  const side = (n: number, k: number, pads: number, axis: 0 | 1) =>
    Math.floor((n + pads - (k - 1) * operation.dilation[axis] - 1) / operation.stride[axis]) + 1;
  return [1, side(height, high, up + down, 0), side(width, wide, left + right, 1), outputs];
}

/** Pixels added before and after; where they are odd in number, TensorFlow adds the larger half after. */
function padding(
  { padding, stride, dilation }: Window & Pick<Convolution, 'dilation'>,
  size: number,
  kernel: number,
  axis: 0 | 1,
): [number, number] {
  if (padding === 'valid') return [0, 0];
  const reach = (kernel - 1) * dilation[axis] + 1;
  const total = Math.max(0, (Math.ceil(size / stride[axis]) - 1) * stride[axis] + reach - size);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

function writeKernel(
  writer: GraphWriter,
  kernel: TfliteTensor,
  depthwise: boolean,
  dims: readonly number[],
  name: string,
): string {
  const { constant, type, quantisation } = kernel;
  if (!constant) throw badTflite(`the kernel "${kernel.name}" is not constant`);
  if (type === 'float32')
    return writer.constant(name, dims, channelsFirst(floats(constant), dims, depthwise));
  if ((type !== 'uint8' && type !== 'int8') || !quantisation) {
    throw badTflite(`the kernel "${kernel.name}" is of a type that is not supported`);
  }
  const { scales, zeroPoints, axis } = quantisation;
  if (scales.length > 1 && axis !== (depthwise ? 3 : 0)) {
    throw badTflite(`the kernel "${kernel.name}" is quantised along another axis than its outputs`);
  }
  const array = type === 'uint8' ? constant : new Int8Array(constant.slice().buffer);
  const along = [scales.length, 1, 1, 1];
  const bytes = writer.constant(`${name}:bytes`, dims, channelsFirst(array, dims, depthwise));
  const to = [intAttribute('to', ElementType.float32)];
  const wide = writer.node('Cast', `${name}:widen`, [bytes], `${name}:wide`, to);
  const zero = writer.constant(`${name}:zero`, along, Float32Array.from(zeroPoints));
  const centred = writer.node('Sub', `${name}:centre`, [wide, zero], `${name}:centred`);
  const scale = writer.constant(`${name}:scale`, along, Float32Array.from(scales));
  return writer.node('Mul', `${name}:expand`, [centred, scale], name);
}

/** From height, width, channels (inputs or, depthwise, outputs) to channels before height and width. Borrows `values`. */
function channelsFirst<T extends Float32Array | Uint8Array | Int8Array>(
  values: T,
  [outputs = 0, inputs = 0, height = 0, width = 0]: readonly number[],
  depthwise: boolean,
): T {
  const out = values.slice() as T;
  const area = height * width;
  let to = 0;
  for (let o = 0; o < outputs; o++) {
    for (let i = 0; i < inputs; i++) {
      for (let p = 0; p < area; p++) {
        out[to++] = values[depthwise ? p * outputs + o : (o * area + p) * inputs + i]!;
      }
    }
  }
  return out;
}

function biasOf(bias: TfliteTensor, outputs: number): Float32Array {
  const { constant, type, quantisation, shape } = bias;
  const fits = constant && shape.length === 1 && shape[0] === outputs;
  if (fits && type === 'float32') return floats(constant);
  if (!fits || type !== 'int32' || !quantisation) {
    throw badTflite(`the bias "${bias.name}" is not of a kind that is supported`);
  }
  const { scales, zeroPoints } = quantisation;
  const at = (list: readonly number[], i: number) => list[list.length === 1 ? 0 : i]!;
  const values = new Int32Array(constant.slice().buffer);
  return Float32Array.from(values, (v, i) => (v - at(zeroPoints, i)) * at(scales, i));
}

/** Copies first: what lies in a file is not aligned. */
function floats(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.slice().buffer);
}
