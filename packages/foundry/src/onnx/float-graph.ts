import { GraphWriter, type Placement } from './graph-writer.ts';
import { convInputs, type Network, type NetworkNode } from './network.ts';
import type { AttributeProto } from './proto.ts';
import { ElementType, intAttribute } from './proto.ts';
import type { SharedWeights } from './quantise-weights.ts';

/** Number format a float graph computes in. */
export type Precision = 'fp32' | 'fp16';

/**
 * The float graph over shared 8-bit weights: input and output are float32 in either precision, all layers but the
 * final `Sigmoid` compute in `precision`.
 */
export function floatGraph(
  network: Network,
  weights: SharedWeights,
  precision: Precision,
  placement: Placement = 'external',
): Uint8Array {
  const writer = new GraphWriter(placement);
  const half = precision === 'fp16';
  const factors = doubling(writer);
  const names = new Map<string, string>();
  const take = (tensor: string) => names.get(tensor) ?? tensor;
  if (half) names.set(network.input.name, toHalf(writer, network.input.name));
  for (const node of network.nodes) {
    let inputs = node.inputs.map(take);
    if (node.op === 'Conv') inputs = [inputs[0]!, ...floatConstants(writer, node, weights, half)];
    else if (node.op === 'Resize') inputs = [inputs[0]!, '', factors];
    // Half precision has 11 bits: enough for the logits, coarse for an alpha near 1.
    else if (half && node.op === 'Sigmoid') inputs = [toFloat(writer, inputs[0]!)];
    writer.node(node.op, node.name, inputs, node.output, node.attributes);
    if (half && node.op === 'Sigmoid' && node.output !== network.output.name) {
      names.set(node.output, toHalf(writer, node.output));
    }
  }
  return writer.encode(network.input, network.output);
}

/**
 * The network with its own unrounded weights, in float32 and in one file: the measure of all other graphs.
 * @param watched inner tensors that become outputs as well, for calibration
 */
export function plainGraph(network: Network, watched: readonly string[] = []): Uint8Array {
  const writer = new GraphWriter('embedded');
  const factors = doubling(writer);
  for (const node of network.nodes) {
    let inputs = node.inputs;
    if (node.op === 'Conv') {
      const { data, weight, bias } = convInputs(node);
      inputs = [data, plainConstant(writer, network, weight), plainConstant(writer, network, bias)];
    } else if (node.op === 'Resize') inputs = [node.inputs[0]!, '', factors];
    writer.node(node.op, node.name, inputs, node.output, node.attributes);
  }
  return writer.encode(network.input, network.output, watched);
}

/** The scales of a `Resize` that doubles height and width. */
export function doubling(writer: GraphWriter): string {
  return writer.constant('doubling', [4], Float32Array.of(1, 1, 2, 2));
}

/**
 * Weight and bias of a convolution that computes in float. The bytes are widened by `Cast` and `Mul`, which the
 * runtime computes once when it loads the graph; it would run a `DequantizeLinear` again for every picture.
 */
export function floatConstants(
  writer: GraphWriter,
  node: NetworkNode,
  weights: SharedWeights,
  half: boolean,
): [weight: string, bias: string] {
  const { weight, bias } = convInputs(node);
  const { dims, scales, bias: biases, slices } = weights.convs.get(node.name)!;
  const values = writer.shared(`${weight}:int8`, dims, ElementType.int8, slices.values);
  const scale = writer.shared(
    `${weight}:scale`,
    [scales.length, 1, 1, 1],
    ElementType.float32,
    slices.scales,
  );
  const cast = writer.node('Cast', `${weight}:widen`, [values], `${weight}:wide`, to(ElementType.float32));
  const wide = writer.node('Mul', `${weight}:expand`, [cast, scale], `${weight}:float`);
  const offset = writer.shared(`${bias}:float`, [biases.length], ElementType.float32, slices.bias);
  return half ? [toHalf(writer, wide), toHalf(writer, offset)] : [wide, offset];
}

function plainConstant(writer: GraphWriter, network: Network, name: string): string {
  const constant = network.constants.get(name)!;
  return writer.constant(name, constant.dims, constant.read());
}

function toHalf(writer: GraphWriter, tensor: string): string {
  return writer.node('Cast', `${tensor}:to-half`, [tensor], `${tensor}:half`, to(ElementType.float16));
}

function toFloat(writer: GraphWriter, tensor: string): string {
  return writer.node('Cast', `${tensor}:to-float`, [tensor], `${tensor}:wide`, to(ElementType.float32));
}

function to(type: ElementType): AttributeProto[] {
  return [intAttribute('to', type)];
}
