import { badTflite, FlatTable } from './flat-table.ts';
import type {
  Activation,
  Quantisation,
  TfliteNetwork,
  TfliteOperation,
  TfliteOperator,
  TfliteTensor,
  TfliteType,
} from './network.ts';

// Numbers of fields, operators and types are those of TensorFlow Lite's schema.fbs, version 3.
const VERSION = 3;
const TYPES: Readonly<Record<number, { type: TfliteType; bytes: number }>> = {
  0: { type: 'float32', bytes: 4 },
  2: { type: 'int32', bytes: 4 },
  3: { type: 'uint8', bytes: 1 },
  9: { type: 'int8', bytes: 1 },
};
const ACTIVATIONS: Readonly<Record<number, Activation>> = { 0: 'none', 1: 'relu', 3: 'relu6' };
/** More elements than this has no tensor of a picture network; keeps products of dimensions exact. */
const MAX_ELEMENTS = 2 ** 31;
const MAX_RANK = 8;

/**
 * Reads a TFLite file of one network with one input and one output. Keeps views into `bytes`, so the caller must leave
 * them alone.
 * @throws FoundryError `bad_source` when the bytes are no such file, are damaged, or hold what the importer does not know.
 */
export function readTflite(bytes: Uint8Array): TfliteNetwork {
  const root = FlatTable.root(bytes, 'TFL3');
  const version = root.int32(0);
  if (version !== VERSION) throw badTflite(`its schema is version ${version}, not ${VERSION}`);
  const codes = root.tables(1).map(operatorCode);
  const [graph, ...others] = root.tables(2);
  if (!graph || others.length > 0) throw badTflite('it has not exactly one graph');
  const buffers = root.tables(4).map(buffer => buffer.bytes(0));
  const tensors = graph.tables(0).map(table => readTensor(table, buffers));
  const network = {
    tensors,
    input: only(graph.int32s(1), 'input'),
    output: only(graph.int32s(2), 'output'),
    operators: graph.tables(3).map(table => readOperator(table, codes)),
  };
  checkOrder(network);
  checkWeights(network, bytes.length);
  return network;
}

function only(list: readonly number[], what: string): number {
  const [first, ...others] = list;
  if (first === undefined || others.length > 0) throw badTflite(`it has not exactly one ${what}`);
  return first;
}

/** The field moved when there were more than 127 operators; whichever is larger counts. */
function operatorCode(table: FlatTable): number {
  return Math.max(table.int8(0), table.int32(3));
}

function readTensor(table: FlatTable, buffers: readonly (Uint8Array | undefined)[]): TfliteTensor {
  const name = table.text(3);
  const shape = table.int32s(0);
  const elements = shape.reduce((product, side) => product * side, 1);
  if (shape.length > MAX_RANK || shape.some(side => side < 1) || elements > MAX_ELEMENTS) {
    throw badTflite(`tensor "${name}" has the shape [${shape.slice(0, MAX_RANK)}]`);
  }
  const { type, bytes } = TYPES[table.int8(1)] ?? { type: 'other', bytes: undefined };
  const buffer = table.int32(2);
  if (buffer < 0 || buffer >= buffers.length) throw badTflite(`tensor "${name}" has no buffer ${buffer}`);
  const content = buffers[buffer];
  const constant = content && content.length > 0 ? content : undefined;
  if (constant && bytes !== undefined && constant.length !== elements * bytes) {
    throw badTflite(`tensor "${name}" has ${constant.length} bytes, its shape needs ${elements * bytes}`);
  }
  return { name, shape, type, constant, quantisation: readQuantisation(table.table(4), name, shape) };
}

function readQuantisation(
  table: FlatTable | undefined,
  name: string,
  shape: readonly number[],
): Quantisation | undefined {
  const scales = table?.float32s(2) ?? [];
  if (!table || scales.length === 0) return undefined;
  const zeroPoints = table.int64s(3);
  const axis = table.int32(6);
  const filled = zeroPoints.length > 0 ? zeroPoints : scales.map(() => 0);
  const fits = scales.length === 1 || scales.length === shape[axis];
  if (!fits || filled.length !== scales.length || scales.some(s => !(s > 0 && Number.isFinite(s)))) {
    throw badTflite(`tensor "${name}" is quantised in a way that makes no sense`);
  }
  return { scales, zeroPoints: filled, axis };
}

function readOperator(table: FlatTable, codes: readonly number[]): TfliteOperator {
  const code = codes[table.int32(0)];
  if (code === undefined) throw badTflite('an operator has no code');
  return {
    operation: readOperation(code, table.table(4)),
    inputs: table.int32s(1),
    output: only(table.int32s(2), 'output of an operator'),
  };
}

/** Settings that are all at their default are left out of the file. */
function readOperation(code: number, settings: FlatTable | undefined): TfliteOperation {
  const int32 = (field: number, fallback = 0) => settings?.int32(field, fallback) ?? fallback;
  const int8 = (field: number) => settings?.int8(field) ?? 0;
  const padding = int8(0) === 0 ? 'same' : 'valid';
  const pair = (height: number, width: number, fallback: number): [number, number] => [
    positive(int32(height, fallback)),
    positive(int32(width, fallback)),
  ];
  switch (code) {
    case 0:
      return { op: 'ADD', activation: activation(int8(0)) };
    case 1:
      return {
        op: 'AVERAGE_POOL_2D',
        padding,
        stride: pair(2, 1, 0),
        filter: pair(4, 3, 0),
        activation: activation(int8(5)),
      };
    case 2:
      return { op: 'CONCATENATION', axis: int32(0), activation: activation(int8(1)) };
    case 3:
      return {
        op: 'CONV_2D',
        padding,
        stride: pair(2, 1, 0),
        activation: activation(int8(3)),
        dilation: pair(5, 4, 1),
      };
    case 4:
      return {
        op: 'DEPTHWISE_CONV_2D',
        padding,
        stride: pair(2, 1, 0),
        activation: activation(int8(4)),
        dilation: pair(6, 5, 1),
      };
    case 23: {
      const rest = int8(3) !== 0 ? 'half_pixel' : 'asymmetric';
      return { op: 'RESIZE_BILINEAR', corners: int8(2) !== 0 ? 'align_corners' : rest };
    }
    case 56:
      return { op: 'ARG_MAX' };
    case 114:
      return { op: 'QUANTIZE' };
    default:
      throw badTflite(`operator ${code} of the TFLite schema is not supported`);
  }
}

function activation(code: number): Activation {
  const found = ACTIVATIONS[code];
  if (!found) throw badTflite(`activation ${code} of the TFLite schema is not supported`);
  return found;
}

function positive(value: number): number {
  if (value < 1 || value > 65_535) throw badTflite(`a stride, dilation or window is ${value}`);
  return value;
}

/** Every operator reads what is there before it, and every tensor is made once. */
function checkOrder({ tensors, operators, input, output }: TfliteNetwork): void {
  const made = new Set<number>([input]);
  const isThere = (tensor: number) => made.has(tensor) || tensors[tensor]?.constant !== undefined;
  for (const [i, operator] of operators.entries()) {
    const missing = operator.inputs.find(tensor => !isThere(tensor));
    if (missing !== undefined)
      throw badTflite(`operator ${i} reads tensor ${missing}, which nobody has made`);
    if (!tensors[operator.output] || isThere(operator.output)) {
      throw badTflite(
        `operator ${i} makes tensor ${operator.output}, which is there already or does not exist`,
      );
    }
    made.add(operator.output);
  }
  if (!tensors[input] || !made.has(output) || output === input) throw badTflite('its output is not made');
}

/** Operators may share weights, but not so that a small file becomes a large graph. */
function checkWeights({ tensors, operators }: TfliteNetwork, fileBytes: number): void {
  const sizes = operators.flatMap(({ inputs }) => inputs.map(i => tensors[i]?.constant?.length ?? 0));
  const used = sizes.reduce((sum, size) => sum + size, 0);
  if (used > 2 * fileBytes) {
    throw badTflite(`its operators use ${used} bytes of weights, and it has ${fileBytes}`);
  }
}
