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
 * Rounds a weight to signed bytes, symmetric, -127..127, each output channel by its own largest magnitude. The sum
 * of every kernel (the taps on one input channel) is kept to half a step: neighbouring pixels are much alike, so
 * the error of the sum reaches the result, while opposite errors of single taps cancel. Borrows `weight`.
 * @param dims output channels, input channels, height, width
 */
export function quantiseWeight(dims: readonly number[], weight: Float32Array): QuantisedWeight {
  const [channels = 1, , height = 1, width = 1] = dims;
  const size = weight.length / channels;
  const taps = height * width;
  const scales = new Float32Array(channels);
  const values = new Int8Array(weight.length);
  const exact = new Float64Array(taps);
  for (let channel = 0; channel < channels; channel++) {
    const start = channel * size;
    let largest = 0;
    for (let i = start; i < start + size; i++) largest = Math.max(largest, Math.abs(weight[i]!));
    // A channel of zeros gets any positive scale.
    scales[channel] = (largest || 1) / LIMIT;
    const scale = scales[channel]!;
    for (let kernel = start; kernel < start + size; kernel += taps) {
      for (let tap = 0; tap < taps; tap++) exact[tap] = weight[kernel + tap]! / scale;
      roundKernel(exact, values, kernel);
    }
  }
  return { dims, values, scales };
}

/**
 * Rounds every tap to the nearest, then moves those that were nearly rounded the other way until the sum fits.
 * Writes to `out` from `at` on.
 */
function roundKernel(exact: Float64Array, out: Int8Array, at: number): void {
  const taps = exact.length;
  let excess = 0;
  for (let tap = 0; tap < taps; tap++) {
    const nearest = Math.max(-LIMIT, Math.min(LIMIT, Math.round(exact[tap]!)));
    out[at + tap] = nearest;
    excess += nearest - exact[tap]!;
  }
  while (excess > 0.5 || excess < -0.5) {
    const direction = excess > 0 ? 1 : -1;
    let cheapest = 0;
    let largest = Number.NEGATIVE_INFINITY;
    for (let tap = 0; tap < taps; tap++) {
      const error = (out[at + tap]! - exact[tap]!) * direction;
      if (error <= largest) continue;
      largest = error;
      cheapest = tap;
    }
    out[at + cheapest] = out[at + cheapest]! - direction;
    excess -= direction;
  }
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
