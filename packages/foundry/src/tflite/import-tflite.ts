import { GraphWriter } from '../onnx/graph-writer.ts';
import { intAttribute, textAttribute } from '../onnx/proto.ts';
import { writeConvolution } from './convolution.ts';
import { badTflite } from './flat-table.ts';
import type {
  Activation,
  Quantisation,
  TfliteNetwork,
  TfliteOperation,
  TfliteOperator,
  TfliteTensor,
} from './network.ts';
import { readTflite } from './read-tflite.ts';

/** A picture that enters or leaves a network, `[1, channels, height, width]`. */
export interface PictureShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** An imported network. */
export interface ImportedNetwork {
  /** An ONNX file that computes in float32, channels first. The same TFLite file gives the same bytes. */
  readonly graph: Uint8Array;
  readonly input: PictureShape;
  readonly output: PictureShape;
  /** How the TFLite network's own input stood for numbers, when it was quantised. */
  readonly inputQuantisation: Quantisation | undefined;
}

/**
 * Writes a TFLite network of pictures as ONNX: the operators of DeepLab on MobileNet (see `TfliteOperation`), float or 8
 * bits. What was computed in 8 bits is computed in float, without the rounding between layers; a final choice of the
 * largest class is left out, so that the output is the classes' scores.
 * @param names what the graph's input and output are to be called
 * @throws FoundryError `bad_source` when the bytes are no such network
 */
export function importTflite(
  bytes: Uint8Array,
  names: { readonly input: string; readonly output: string },
): ImportedNetwork {
  const network = readTflite(bytes);
  const { tensors, operators } = network;
  const same = stages(network);
  const result = same.get(network.output) ?? network.output;
  const nameOf = (tensor: number) => {
    const origin = same.get(tensor) ?? tensor;
    if (origin === network.input) return names.input;
    return origin === result ? names.output : `tensor${origin}`;
  };
  const input = pictureShape(tensors[network.input]!);
  const output = pictureShape(tensors[result]!);
  if (result === network.input) throw badTflite('it computes nothing');
  const writer = new GraphWriter('embedded');
  for (const operator of operators) {
    if (!same.has(operator.output)) writeOperator(writer, operator, tensors, nameOf);
  }
  const port = (name: string, { channels, height, width }: PictureShape) =>
    ({ name, channels, size: [height, width] }) as const;
  const graph = writer.encode(port(names.input, input), port(names.output, output));
  return { graph, input, output, inputQuantisation: tensors[network.input]!.quantisation };
}

/** Tensors that only hold another one in another form, with the one that they hold. */
function stages({ tensors, operators, output }: TfliteNetwork): Map<number, number> {
  const same = new Map<number, number>();
  for (const operator of operators) {
    const [from] = operator.inputs;
    if (from === undefined) throw badTflite(`${operator.operation.op} has no input`);
    if (keepsValues(operator, tensors, output)) same.set(operator.output, same.get(from) ?? from);
  }
  return same;
}

function keepsValues(
  { operation: { op }, inputs, output }: TfliteOperator,
  tensors: readonly TfliteTensor[],
  result: number,
): boolean {
  const [from, setting] = inputs.map(i => tensors[i]!);
  if (op === 'QUANTIZE') return true;
  if (op === 'RESIZE_BILINEAR') return String(from?.shape) === String(tensors[output]?.shape);
  if (op !== 'ARG_MAX') return false;
  const [axis] = integers(setting);
  if (output !== result || from?.shape.length !== 4 || (axis !== 3 && axis !== -1)) {
    throw badTflite('ARG_MAX is supported as the choice of a class at the end only');
  }
  return true;
}

function writeOperator(
  writer: GraphWriter,
  { operation, inputs, output }: TfliteOperator,
  tensors: readonly TfliteTensor[],
  nameOf: (tensor: number) => string,
): void {
  const result = tensors[output]!;
  const name = nameOf(output);
  const active = 'activation' in operation ? operation.activation : 'none';
  const raw = active === 'none' ? name : `${name}:raw`;
  const shape = writeRaw(writer, operation, inputs, tensors, { nameOf, to: raw, result });
  if (String(shape) !== String(result.shape)) {
    throw badTflite(`${operation.op} "${result.name}" says its output is [${result.shape}], not [${shape}]`);
  }
  writeActivation(writer, active, raw, name);
}

/** Adds what an operator computes before its activation, as `to`. Returns the shape of that, channels last. */
function writeRaw(
  writer: GraphWriter,
  operation: TfliteOperation,
  inputs: readonly number[],
  tensors: readonly TfliteTensor[],
  { nameOf, to, result }: { nameOf: (tensor: number) => string; to: string; result: TfliteTensor },
): readonly number[] {
  const [first, second, third] = inputs.map(i => tensors[i]!);
  const from = nameOf(inputs[0]!);
  const { height, width, channels } = pictureShape(first!);
  switch (operation.op) {
    case 'CONV_2D':
    case 'DEPTHWISE_CONV_2D': {
      if (!second) throw badTflite(`${operation.op} "${result.name}" has no kernel`);
      return writeConvolution(writer, operation, { input: first!, kernel: second, bias: third }, from, to);
    }
    case 'ADD': {
      if (String(first?.shape) !== String(second?.shape)) throw badTflite('ADD of different shapes');
      writer.node('Add', to, [from, nameOf(inputs[1]!)], to);
      return first!.shape;
    }
    case 'AVERAGE_POOL_2D': {
      const { filter, padding } = operation;
      if (padding !== 'valid' || filter[0] !== height || filter[1] !== width) {
        throw badTflite('AVERAGE_POOL_2D is supported over the whole picture only');
      }
      writer.node('GlobalAveragePool', to, [from], to);
      return [1, 1, 1, channels];
    }
    case 'CONCATENATION': {
      const parts = inputs.map(i => pictureShape(tensors[i]!));
      const meet = parts.every(part => part.height === height && part.width === width);
      if (!meet || (operation.axis !== 3 && operation.axis !== -1)) {
        throw badTflite('CONCATENATION is supported for channels only');
      }
      writer.node('Concat', to, inputs.map(nameOf), to, [intAttribute('axis', 1)]);
      return [1, height, width, parts.reduce((sum, part) => sum + part.channels, 0)];
    }
    case 'RESIZE_BILINEAR': {
      const [high = 0, wide = 0] = integers(second);
      const sizes = BigInt64Array.from([1, channels, high, wide], BigInt);
      writer.node('Resize', to, [from, '', '', writer.constant(`${to}:size`, [4], sizes)], to, [
        textAttribute('mode', 'linear'),
        textAttribute('coordinate_transformation_mode', operation.corners),
      ]);
      return [1, high, wide, channels];
    }
    default:
      throw badTflite(`${operation.op} stands in a place where it is not supported`);
  }
}

function writeActivation(writer: GraphWriter, active: Activation, from: string, to: string): void {
  if (active === 'none') return;
  const limit = (name: string, value: number) => writer.constant(`${to}:${name}`, [], Float32Array.of(value));
  if (active === 'relu') writer.node('Relu', `${to}:relu`, [from], to);
  else writer.node('Clip', `${to}:relu6`, [from, limit('low', 0), limit('high', 6)], to);
}

function pictureShape({ name, shape }: TfliteTensor): PictureShape {
  const [batch, height = 0, width = 0, channels = 0] = shape;
  if (shape.length !== 4 || batch !== 1) throw badTflite(`tensor "${name}" is no picture: [${shape}]`);
  return { height, width, channels };
}

/** The integers of a constant tensor that holds a setting. */
function integers(tensor: TfliteTensor | undefined): readonly number[] {
  const { constant, type } = tensor ?? {};
  if (!constant || type !== 'int32') throw badTflite('a setting is not a constant of whole numbers');
  return [...new Int32Array(constant.slice().buffer)];
}
