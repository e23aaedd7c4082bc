import type { InputRule } from '@backgroundfx/core';
import { measuredTensors, type Network, plainGraph } from '@backgroundfx/foundry';
import * as ort from 'onnxruntime-node';
import { Histogram } from './histogram.ts';
import { readInput } from './pictures.ts';
import { inPortions } from './portions.ts';

/**
 * Share of a tensor's values (zeros left out) that its range may leave out at either end. Small maps say what the
 * subject is, in few and large values, so less of them is left out.
 * @param reduction how many times smaller the tensor's side is than the input's
 */
export function leftOut(reduction: number): number {
  return reduction >= 8 ? 1e-4 : 2e-4;
}

/** Bytes of activations held at a time. */
const PORTION = 512 * 2 ** 20;

export type Range = readonly [low: number, high: number];

export interface RangeRequest {
  readonly network: Network;
  readonly rule: InputRule;
  /** Files; all count alike. */
  readonly pictures: readonly string[];
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Runs the float network over all pictures at its best size and measures every activation that an int8 graph may have
 * to round. Goes through the pictures once for each portion of the tensors, because all of them together would take
 * gigabytes.
 * @returns tensor name to range, in the network's order
 */
export async function measureRanges(request: RangeRequest): Promise<Record<string, Range>> {
  const { network, rule, pictures, onProgress } = request;
  const tensors = measuredTensors(network).filter(name => name !== network.input.name);
  const sizes = await sizesOf(request, tensors);
  const reductions = new Map(sizes.map(({ name, reduction }) => [name, reduction]));
  const portions = inPortions(sizes, PORTION);
  const ranges: Record<string, Range> = { [network.input.name]: inputRange(rule) };
  for (const [index, portion] of portions.entries()) {
    const histograms = new Map(portion.map(name => [name, new Histogram()]));
    const session = await ort.InferenceSession.create(plainGraph(network, portion));
    for (const [at, picture] of pictures.entries()) {
      await count(session, await feedsOf(request, picture), histograms);
      onProgress?.(index * pictures.length + at + 1, portions.length * pictures.length);
    }
    await session.release();
    for (const [name, histogram] of histograms)
      ranges[name] = histogram.range(leftOut(reductions.get(name)!));
  }
  return ranges;
}

async function count(
  session: ort.InferenceSession,
  feeds: ort.InferenceSession.FeedsType,
  histograms: ReadonlyMap<string, Histogram>,
): Promise<void> {
  const outputs = await session.run(feeds, [...histograms.keys()]);
  for (const [name, histogram] of histograms) {
    const tensor = outputs[name];
    if (!(tensor?.data instanceof Float32Array)) throw new Error(`Activation "${name}" is not float32`);
    histogram.add(tensor.data);
    tensor.dispose();
  }
}

/** What pixels can become; known without a look at any picture. */
function inputRange({ mean, scale }: InputRule): Range {
  const ends = mean.flatMap((m, channel) => [-m * scale[channel]!, (255 - m) * scale[channel]!]);
  return [Math.min(0, ...ends), Math.max(0, ...ends)];
}

async function feedsOf({ network, rule }: RangeRequest, picture: string) {
  const { data, dims } = await readInput(picture, rule);
  return { [network.input.name]: new ort.Tensor('float32', data, [...dims]) };
}

/** Bytes of each tensor at the best size, and how much smaller than the input it is, told from a small run. */
async function sizesOf({ network, rule }: RangeRequest, tensors: readonly string[]) {
  const side = Math.min(rule.bestSize, 4 * rule.multipleOf);
  const session = await ort.InferenceSession.create(plainGraph(network, tensors));
  const data = new Float32Array(network.input.channels * side * side);
  const feeds = {
    [network.input.name]: new ort.Tensor('float32', data, [1, network.input.channels, side, side]),
  };
  const outputs = await session.run(feeds, [...tensors]);
  const growth = (rule.bestSize / side) ** 2;
  const sizes = tensors.map(name => {
    const { size, dims } = outputs[name]!;
    return { name, bytes: size * 4 * growth, reduction: side / dims[3]! };
  });
  await session.release();
  return sizes;
}
