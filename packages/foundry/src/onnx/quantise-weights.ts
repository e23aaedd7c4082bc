import { convInputs, type Network } from './network.ts';
import { type Slice, WeightsFile } from './weights-file.ts';

/** Largest 8-bit weight; symmetric, so that the zero point is 0. */
const LIMIT = 127;

/** A convolution's weights as signed bytes with one scale for each output channel. */
export interface QuantisedWeight {
  /** Output channels, input channels, height, width. */
  readonly dims: readonly number[];
  readonly values: Int8Array;
  /** value * scale = weight. */
  readonly scales: Float32Array;
}

/** The constants of one convolution in the shared file. */
export interface SharedConv {
  readonly dims: readonly number[];
  readonly scales: Float32Array;
  readonly bias: Float32Array;
  readonly slices: { readonly values: Slice; readonly scales: Slice; readonly bias: Slice };
}

/** A network's weights, laid out in one file; `convs` goes by node name. */
export interface SharedWeights {
  readonly file: WeightsFile;
  readonly convs: ReadonlyMap<string, SharedConv>;
}

/**
 * Rounds a weight to signed bytes, symmetric, -127..127, each output channel by its own largest magnitude.
 * Borrows `weight`.
 * @param dims output channels first
 */
export function quantiseWeight(dims: readonly number[], weight: Float32Array): QuantisedWeight {
  const channels = dims[0] ?? 0;
  const size = weight.length / channels;
  const scales = new Float32Array(channels);
  const values = new Int8Array(weight.length);
  for (let channel = 0; channel < channels; channel++) {
    const start = channel * size;
    let largest = 0;
    for (let i = start; i < start + size; i++) largest = Math.max(largest, Math.abs(weight[i]!));
    // A channel of zeros gets any positive scale.
    scales[channel] = (largest || 1) / LIMIT;
    const scale = scales[channel]!;
    for (let i = start; i < start + size; i++) {
      values[i] = Math.max(-LIMIT, Math.min(LIMIT, Math.round(weight[i]! / scale)));
    }
  }
  return { dims, values, scales };
}

/** Quantises every convolution of a network into one shared file, in the network's order. */
export function shareWeights(network: Network, fileName: string): SharedWeights {
  const file = new WeightsFile(fileName);
  const convs = new Map<string, SharedConv>();
  for (const node of network.nodes) {
    if (node.op !== 'Conv') continue;
    const inputs = convInputs(node);
    const weight = network.constants.get(inputs.weight)!;
    const bias = network.constants.get(inputs.bias)!.read();
    const { dims, values, scales } = quantiseWeight(weight.dims, weight.read());
    const slices = { values: file.add(values), scales: file.add(scales), bias: file.add(bias) };
    convs.set(node.name, { dims, scales, bias, slices });
  }
  return { file, convs };
}
