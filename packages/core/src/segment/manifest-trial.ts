import type { RgbPlanes } from '../raster/planes.ts';
import type { CustomRules } from './manifest-rules.ts';
import type { InputRule, OutputRule } from './model-catalog.ts';
import { invalidModel } from './onnx/invalid-model.ts';
import { makeInputTensor, readOutputTensor } from './tensor.ts';
import type { Tensor } from './tensor-shape.ts';

/** What one run on the test picture showed. */
export interface TrialFacts {
  /** Shape of the network's answer. */
  readonly shape: readonly number[];
  /** The smallest and the largest of its values. */
  readonly least: number;
  readonly greatest: number;
  /** Mean alpha of the matte made of it, 0..1. */
  readonly coverage: number;
}

/** How far values that are said to be 0..1 may leave it: rounding in half precision or 8 bits, no more. */
const SLACK = 0.05;

/**
 * The input with which a model of the user's own is tried: a bright disc on a darker slope, at the manifest's best size.
 * The tensor is the caller's.
 */
export function trialInput(rule: InputRule): Tensor {
  return makeInputTensor(testPicture(rule.bestSize), rule);
}

function testPicture(side: number): RgbPlanes {
  const data = new Float32Array(3 * side * side);
  const middle = (side - 1) / 2;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const inside = Math.hypot(x - middle, y - middle) < side / 4;
      const at = y * side + x;
      data[at] = inside ? 230 : (90 * x) / side;
      data[at + side * side] = inside ? 170 : (90 * y) / side;
      data[at + 2 * side * side] = inside ? 120 : 60;
    }
  }
  return { kind: 'rgb-planes', width: side, height: side, data };
}

/**
 * Judges the answer to `trialInput`: its shape, that its values are numbers, and that they are what the manifest says.
 * Takes `answer`.
 * @throws EngineError `invalid_model`: `answer_shape`, `answer_not_finite`, `answer_range`
 */
export function judgeTrial(answer: Tensor, { input, output }: CustomRules): TrialFacts {
  const { data, dims } = answer;
  checkShape(dims, data.length, input.bestSize, output);
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (!Number.isFinite(value)) {
      const message = `The answer holds ${value}, which is no number to make a matte of`;
      throw invalidModel('answer_not_finite', message, { tensor: output.name });
    }
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  checkRange(least, greatest, output);
  const alpha = readOutputTensor(answer, output).data;
  const coverage = alpha.reduce((sum, value) => sum + value, 0) / alpha.length;
  return { shape: dims, least, greatest, coverage };
}

function checkShape(dims: readonly number[], values: number, side: number, output: OutputRule): void {
  const channels = 'classes' in output ? output.classes.length : 1;
  const expected = output.layout === 'nhwc' ? [1, side, side, channels] : [1, channels, side, side];
  if (dims.join() === expected.join() && values === channels * side * side) return;
  const message = `The answer has shape [${dims.join(', ')}], and a matte would have [${expected.join(', ')}]`;
  throw invalidModel('answer_shape', message, { tensor: output.name });
}

function checkRange(least: number, greatest: number, { name, values }: OutputRule): void {
  const bounds = { unit: [-SLACK, 1 + SLACK], shares: [-SLACK, Number.POSITIVE_INFINITY] } as const;
  if (values !== 'unit' && values !== 'shares') return;
  const [low, high] = bounds[values];
  if (least >= low && greatest <= high) return;
  const message = `The answer has values from ${least} to ${greatest}, which "${values}" does not allow`;
  throw invalidModel('answer_range', message, { tensor: name, least, greatest });
}
