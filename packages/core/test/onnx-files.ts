import { type Schema, writeMessage } from './protobuf-writer.ts';

// The messages of ONNX, as far as the tests write them.
const ENTRY: Schema = { key: [1, 'text'], value: [2, 'text'] };
const TENSOR: Schema = {
  dims: [1, 'integer'],
  dataType: [2, 'integer'],
  floatData: [4, 'packed floats'],
  stringData: [6, 'bytes'],
  int64Data: [7, 'packed integers'],
  name: [8, 'text'],
  rawData: [9, 'bytes'],
  externalData: [13, ENTRY],
  dataLocation: [14, 'integer'],
};
const SPARSE: Schema = { dims: [3, 'integer'] };
const NAMED: Schema = { name: [2, 'text'] };
const ATTRIBUTE: Schema = {
  name: [1, 'text'],
  i: [3, 'integer'],
  s: [4, 'bytes'],
  t: [5, TENSOR],
  g: [6, NAMED],
  ints: [8, 'integer'],
  graphs: [11, NAMED],
  type: [20, 'integer'],
  sparseTensor: [22, SPARSE],
};
const NODE: Schema = {
  input: [1, 'text'],
  output: [2, 'text'],
  opType: [4, 'text'],
  attribute: [5, ATTRIBUTE],
  domain: [7, 'text'],
};
const SIDE: Schema = { dimValue: [1, 'integer'], dimParam: [2, 'text'] };
const TENSOR_TYPE: Schema = { elemType: [1, 'integer'], shape: [2, { dim: [1, SIDE] }] };
const PORT: Schema = { name: [1, 'text'], type: [2, { tensorType: [1, TENSOR_TYPE] }] };
const GRAPH: Schema = {
  node: [1, NODE],
  name: [2, 'text'],
  initializer: [5, TENSOR],
  input: [11, PORT],
  output: [12, PORT],
  sparseInitializer: [15, { dims: [3, 'integer'] }],
};
const MODEL: Schema = {
  irVersion: [1, 'integer'],
  producerName: [2, 'text'],
  graph: [7, GRAPH],
  opsetImport: [8, { domain: [1, 'text'], version: [2, 'integer'] }],
  functions: [25, { name: [1, 'text'] }],
};

export const FLOAT = 1;
const EXTERNAL = 1;

export type Sides = readonly (number | string)[];
/** What a test says about a graph; the rest is a whole and good one. */
export interface GraphParts {
  readonly irVersion?: number;
  readonly opset?: number;
  readonly nodes?: readonly object[];
  readonly weights?: readonly object[];
  readonly inputs?: readonly object[];
  readonly outputs?: readonly object[];
  /** Further fields of the graph, and of the file. */
  readonly graph?: object;
  readonly model?: object;
}

/** A network of one convolution to one channel, then a sigmoid. `input` -> `output`, any size. */
export function onnxFile(parts: GraphParts = {}): Uint8Array {
  return writeMessage(MODEL, {
    irVersion: parts.irVersion ?? 8,
    producerName: 'test',
    graph: {
      node: parts.nodes ?? [node('Conv', ['input', 'w'], 'c'), node('Sigmoid', ['c'], 'output')],
      initializer: parts.weights ?? [weight('w', [1, 3, 1, 1], [4, -4, -4])],
      input: parts.inputs ?? [port('input', [1, 3, 'h', 'w'])],
      output: parts.outputs ?? [port('output', [1, 1, 'h', 'w'])],
      ...parts.graph,
    },
    opsetImport: { domain: '', version: parts.opset ?? 17 },
    ...parts.model,
  });
}

export function node(
  opType: string,
  input: readonly string[],
  output: string,
  attribute: readonly object[] = [],
  domain = '',
): object {
  return { opType, input, output: [output], attribute, domain };
}

export function port(name: string, sides: Sides | null, elemType = FLOAT): object {
  const dim = sides?.map(side => (typeof side === 'number' ? { dimValue: side } : { dimParam: side }));
  return { name, type: { tensorType: { elemType, ...(dim && { shape: { dim } }) } } };
}

/** A float32 weight, its values as raw bytes. */
export function weight(name: string, dims: readonly number[], values: readonly number[]): object {
  const rawData = new Uint8Array(Float32Array.from(values).buffer);
  return { name, dims, dataType: FLOAT, rawData };
}

/** A float32 weight whose values are said to lie in the file `location`. */
export function externalWeight(name: string, dims: readonly number[], location: string): object {
  const externalData = [{ key: 'location', value: location }];
  return { name, dims, dataType: FLOAT, dataLocation: EXTERNAL, externalData };
}
