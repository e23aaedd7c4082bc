import type { Calibration } from './calibration.ts';
import { doubling, floatConstants } from './float-graph.ts';
import { GraphWriter, type Placement } from './graph-writer.ts';
import { type Int8Plan, planInt8 } from './int8-plan.ts';
import { convInputs, type Network, type NetworkNode } from './network.ts';
import { ElementType, intAttribute } from './proto.ts';
import type { SharedWeights } from './quantise-weights.ts';

/**
 * The static int8 graph over shared weights, in QDQ form: activations are unsigned bytes with one grid for each
 * tensor, weights signed bytes with one scale for each output channel, biases 32-bit integers.
 * @throws FoundryError `bad_catalogue` when the calibration lacks the range of a tensor
 */
export function int8Graph(
  network: Network,
  weights: SharedWeights,
  calibration: Calibration,
  placement: Placement = 'external',
): Uint8Array {
  const writer = new GraphWriter(placement);
  const plan = planInt8(network, calibration);
  const factors = doubling(writer);
  const rounded = new Map<string, string>();
  const round = (tensor: string) => {
    if (plan.isRounded(tensor)) rounded.set(tensor, roundTensor(writer, plan, tensor));
  };

  round(network.input.name);
  for (const node of network.nodes) {
    let inputs = node.inputs.map(tensor => (plan.takesRounded(node, tensor) ? rounded.get(tensor)! : tensor));
    if (node.op === 'Resize') inputs = [inputs[0]!, '', factors];
    if (node.op === 'Conv') {
      const constants = plan.isInt8(node)
        ? int8Constants(writer, plan, node, weights)
        : floatConstants(writer, node, weights, false);
      inputs = [inputs[0]!, ...constants];
    }
    writer.node(node.op, node.name, inputs, node.output, node.attributes);
    round(node.output);
  }
  return writer.encode(network.input, network.output);
}

/** Rounds a tensor to its grid and back; the runtime merges the pair into its neighbours. */
function roundTensor(writer: GraphWriter, plan: Int8Plan, tensor: string): string {
  const { scale, zeroPoint } = plan.grid(tensor);
  const step = writer.constant(`${tensor}:scale`, [], Float32Array.of(scale));
  const zero = writer.constant(`${tensor}:zero`, [], Uint8Array.of(zeroPoint));
  const bytes = writer.node('QuantizeLinear', `${tensor}:quantise`, [tensor, step, zero], `${tensor}:uint8`);
  return writer.node('DequantizeLinear', `${tensor}:expand`, [bytes, step, zero], `${tensor}:rounded`);
}

function int8Constants(
  writer: GraphWriter,
  plan: Int8Plan,
  node: NetworkNode,
  weights: SharedWeights,
): [weight: string, bias: string] {
  const { data, weight, bias } = convInputs(node);
  const { dims, scales, bias: biases, slices } = weights.convs.get(node.name)!;
  const channels = [scales.length];
  const perChannel = [intAttribute('axis', 0)];

  const values = writer.shared(`${weight}:int8`, dims, ElementType.int8, slices.values);
  const scale = writer.shared(`${weight}:scale`, channels, ElementType.float32, slices.scales);
  const zero = writer.constant(`${weight}:zero`, channels, new Int8Array(scales.length));
  const expand = [values, scale, zero];
  const wide = writer.node('DequantizeLinear', `${weight}:expand`, expand, `${weight}:float`, perChannel);

  // Integer products add up in units of input step * weight step, and the bias joins them there.
  const units = scales.map(s => plan.grid(data).scale * s);
  const whole = Int32Array.from(biases, (b, i) => Math.round(b / units[i]!));
  const offset = [
    writer.constant(`${bias}:int32`, channels, whole),
    writer.constant(`${bias}:scale`, channels, units),
  ];
  return [wide, writer.node('DequantizeLinear', `${bias}:expand`, offset, `${bias}:float`, perChannel)];
}
