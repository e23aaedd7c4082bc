import { type ByteSource, bytesSource } from './byte-source.ts';
import { checkModel } from './check-model.ts';
import { invalidModel } from './invalid-model.ts';
import { findNanWeights } from './nan-weights.ts';
import type { OnnxModel, OnnxPort, OnnxTensor } from './onnx-graph.ts';
import { readModel } from './read-model.ts';
import { WireCursor } from './wire-cursor.ts';

/** What a model of the user's own may take up. */
export interface OnnxLimits {
  /** Of the file. */
  readonly bytes: number;
  readonly nodes: number;
  /** Constants, in the graph and in its operations. */
  readonly weights: number;
  /** Numbers in any tensor that the file describes: a weight, an input, an output. */
  readonly values: number;
}

/** Wide enough for every network of the catalogue and for the largest public ones of its kind that are one file. */
export const ONNX_LIMITS: OnnxLimits = {
  bytes: 400_000_000,
  nodes: 20_000,
  weights: 20_000,
  values: 1_000_000_000,
};

/** Fields, names and letters of a file that is within the limits stay far below. */
const BUDGET = { fields: 1_000_000, texts: 200_000, textBytes: 6_000_000 };

/** An output, with the operation that gives its values their meaning. */
export interface OnnxOutput extends OnnxPort {
  /** `Sigmoid`, `Softmax` and so on; looked for behind operations that move or widen values only. */
  readonly madeBy: string;
}

/** What the static checks found in a model that passed them. */
export interface OnnxFacts {
  readonly bytes: number;
  readonly irVersion: number;
  readonly opset: number;
  /** The program that wrote it; may be empty. */
  readonly producer: string;
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxOutput[];
  readonly nodes: number;
  /** Numbers in its weights. */
  readonly parameters: number;
}

/**
 * Checks an ONNX file before any runtime sees it: that it is one, whole, within the limits, in one file, of standard
 * operations without control flow, wired without cycles, its weights all there and numbers. Reads the structure without
 * building protobuf messages, so memory stays small whatever the file says. Borrows `bytes`.
 * @throws EngineError `invalid_model`, `details.reason` is an `InvalidModelReason`
 */
export function inspectOnnx(bytes: Uint8Array, limits: Partial<OnnxLimits> = {}): OnnxFacts {
  const steps = inspectOnnxSteps(bytesSource(bytes), limits);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** `inspectOnnx` for bytes that lie elsewhere, in steps between which the host may do something else. */
export function* inspectOnnxSteps(
  source: ByteSource,
  limits: Partial<OnnxLimits> = {},
): Generator<void, OnnxFacts> {
  const most = { ...ONNX_LIMITS, ...limits };
  const { length } = source;
  if (length > most.bytes) {
    const message = `The file has ${length} bytes, more than ${most.bytes}`;
    throw invalidModel('file_too_large', message, { bytes: length, limitBytes: most.bytes });
  }
  const cursor = new WireCursor(source, BUDGET);
  const model = readModel(cursor, length, most);
  yield;
  checkModel(model, most.values);
  yield;
  yield* findNanWeights(cursor, tensorsOf(model));
  return factsOf(model, length);
}

function* tensorsOf({ weights, nodes }: OnnxModel): Generator<OnnxTensor> {
  yield* weights;
  for (const { tensors, outputs } of nodes)
    for (const tensor of tensors) yield { ...tensor, name: outputs[0] ?? '' };
}

function factsOf(model: OnnxModel, bytes: number): OnnxFacts {
  let parameters = 0;
  for (const { dims } of tensorsOf(model)) parameters += dims.reduce((n, side) => n * side, 1);
  const { irVersion, opset, producer, inputs, outputs, nodes } = model;
  const madeBy = (name: string) => meaningOf(model, name);
  return {
    bytes,
    irVersion,
    opset,
    producer,
    inputs,
    outputs: outputs.map(output => ({ ...output, madeBy: madeBy(output.name) })),
    nodes: nodes.length,
    parameters,
  };
}

/** Operations that leave the values of a matte as they are. */
const MOVERS: ReadonlySet<string> = new Set([
  'Cast',
  'DequantizeLinear',
  'Flatten',
  'Identity',
  'QuantizeLinear',
  'Reshape',
  'Resize',
  'Slice',
  'Squeeze',
  'Transpose',
  'Unsqueeze',
  'Upsample',
]);

function meaningOf({ nodes }: OnnxModel, output: string): string {
  const makers = new Map(nodes.flatMap(node => node.outputs.map(name => [name, node] as const)));
  let maker = makers.get(output);
  while (maker && MOVERS.has(maker.operator)) maker = makers.get(maker.inputs[0] ?? '');
  return maker?.operator ?? '';
}
