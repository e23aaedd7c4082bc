import { FoundryError } from '../errors.ts';
import { widenHalves } from './half.ts';
import {
  type Constant,
  type Network,
  type NetworkNode,
  OPERATORS,
  type Operator,
  type Port,
} from './network.ts';
import {
  ElementType,
  intsOf,
  type ModelProto,
  type NodeProto,
  onnx,
  type TensorProto,
  type ValueInfoProto,
} from './proto.ts';

/**
 * Reads an ONNX file as a plain float network: only what `output` depends on, without type casts, and with its
 * height and width free (sizes baked into `Resize` are replaced by the factor 2, which is checked).
 * Keeps views into `bytes`, so the caller must leave them alone.
 * @throws FoundryError `bad_source` when the bytes are no such network.
 */
export function readNetwork(bytes: Uint8Array, output: string): Network {
  const graph = decode(bytes).graph;
  const input = graph?.input?.[0];
  const result = graph?.output?.find(port => port.name === output);
  if (!input || !result) throw badGraph(`it has no input, or no output "${output}"`);
  const constants = readConstants(graph.initializer ?? []);
  const nodes = prune(graph.node ?? [], output);
  for (const node of nodes) checkNode(node, constants);
  const network = { input: port(input), output: port(result), nodes, constants };
  checkScales(network);
  return network;
}

function badGraph(reason: string): FoundryError {
  return new FoundryError('bad_source', 'graph', `The network cannot be read: ${reason}`);
}

function decode(bytes: Uint8Array): ModelProto {
  try {
    return onnx.ModelProto.decode(bytes);
  } catch (cause) {
    throw new FoundryError('bad_source', 'graph', 'The network cannot be read: not an ONNX file', { cause });
  }
}

function port(value: ValueInfoProto): Port {
  const channels = Number(value.type?.tensorType?.shape?.dim?.[1]?.dimValue ?? 0);
  if (!value.name || !(channels > 0)) throw badGraph(`"${value.name}" has no fixed number of channels`);
  return { name: value.name, channels };
}

function readConstants(tensors: readonly TensorProto[]): Map<string, Constant> {
  const constants = new Map<string, Constant>();
  for (const tensor of tensors) {
    const { name, rawData, dataType } = tensor;
    if (!name || !rawData || (dataType !== ElementType.float16 && dataType !== ElementType.float32)) continue;
    constants.set(name, { dims: (tensor.dims ?? []).map(Number), read: () => floats(rawData, dataType) });
  }
  return constants;
}

/** Copies first: a slice of a protobuf message is not aligned. */
function floats(raw: Uint8Array, type: number): Float32Array {
  const { buffer } = new Uint8Array(raw);
  return type === ElementType.float16 ? widenHalves(new Uint16Array(buffer)) : new Float32Array(buffer);
}

/** The nodes that `output` needs, inputs before readers, casts left out. */
function prune(all: readonly NodeProto[], output: string): NetworkNode[] {
  const producers = new Map<string, NodeProto>();
  for (const node of all) for (const name of node.output ?? []) producers.set(name, node);
  const behindCasts = (tensor: string): string => {
    let name = tensor;
    for (let p = producers.get(name); p?.opType === 'Cast'; p = producers.get(name))
      name = p.input?.[0] ?? '';
    return name;
  };
  const last = behindCasts(output);
  const kept: NetworkNode[] = [];
  const seen = new Set<NodeProto>();
  const visit = (tensor: string): void => {
    const node = producers.get(tensor);
    if (!node || seen.has(node)) return;
    seen.add(node);
    // The further inputs of a Resize are the sizes baked for one picture size, with the nodes that compute them.
    const inputs = (node.input ?? []).slice(0, node.opType === 'Resize' ? 1 : undefined).map(behindCasts);
    for (const name of inputs) visit(name);
    const name = node.output?.[0] ?? '';
    kept.push({
      op: operator(node),
      name: node.name ?? '',
      inputs: inputs.map(i => (i === last ? output : i)),
      output: name === last ? output : name,
      attributes: node.attribute ?? [],
    });
  };
  visit(last);
  return kept;
}

function operator(node: NodeProto): Operator {
  const found = OPERATORS.find(op => op === node.opType);
  if (!found) throw badGraph(`operator ${node.opType} of node "${node.name}" is not supported`);
  return found;
}

function checkNode(node: NetworkNode, constants: ReadonlyMap<string, Constant>): void {
  if (node.op !== 'Conv') return;
  const [, weight, bias] = node.inputs;
  const w = constants.get(weight ?? '');
  const b = constants.get(bias ?? '');
  if (node.inputs.length !== 3 || w?.dims.length !== 4 || b?.dims[0] !== w.dims[0]) {
    throw badGraph(`convolution "${node.name}" needs a 2-D weight and a bias, both constant`);
  }
}

/** Follows the halvings and doublings through the network: branches that meet must have the same size. */
function checkScales({ input, output, nodes }: Network): void {
  const halvings = new Map([[input.name, 0]]);
  for (const node of nodes) {
    const tensors = node.op === 'Conv' ? node.inputs.slice(0, 1) : node.inputs;
    const [level = Number.NaN, ...others] = tensors.map(tensor => halvings.get(tensor) ?? Number.NaN);
    if (Number.isNaN(level) || others.some(other => other !== level)) {
      throw badGraph(`the inputs of "${node.name}" would differ in size, so its sizes are not free`);
    }
    const stride = intsOf(node.attributes, 'strides')?.[0] ?? 1;
    halvings.set(node.output, level + (node.op === 'Resize' ? -1 : Math.log2(stride)));
  }
  if (halvings.get(output.name) !== 0) throw badGraph('its output is not as large as its input');
}
