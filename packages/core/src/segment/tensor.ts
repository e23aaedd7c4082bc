import { EngineError } from '../errors.ts';
import { type FloatMatte, floatMatte, type RgbPlanes } from '../raster/planes.ts';
import { classesMatte } from './classes.ts';
import type { InputRule, MatteOutput, OutputRule } from './model-catalog.ts';
import { checkFinite, outputSize, type Tensor } from './tensor-shape.ts';

/** How far an output that says it is alpha may leave 0..1: rounding in half precision or 8 bits, no more. */
const SLACK = 0.05;

/**
 * Makes the network's input from planes of the size the plan asks for: `(v - mean) * scale` per channel, in the rule's
 * layout. `mirrored` flips left and right. Borrows `planes`; the tensor is new and the caller's to give away.
 * @throws EngineError `invalid_argument` when the network cannot take that size.
 */
export function makeInputTensor(planes: RgbPlanes, rule: InputRule, mirrored = false): Tensor {
  const { width, height, data } = planes;
  checkInputSize(width, height, rule);
  const out = new Float32Array(data.length);
  const n = width * height;
  const interleaved = rule.layout === 'nhwc';
  const stretch = rule.range === 'peak' ? peakFactor(data) : 1;
  const step = (interleaved ? 3 : 1) * (mirrored ? -1 : 1);
  for (let c = 0; c < 3; c++) {
    const mean = rule.mean[c]!;
    const scale = rule.scale[c]!;
    const channel = rule.channels === 'bgr' ? 2 - c : c;
    for (let y = 0; y < height; y++) {
      const first = y * width + (mirrored ? width - 1 : 0);
      let to = interleaved ? first * 3 + channel : channel * n + first;
      const end = c * n + (y + 1) * width;
      for (let i = end - width; i < end; i++, to += step) out[to] = (data[i]! * stretch - mean) * scale;
    }
  }
  return { data: out, dims: interleaved ? [1, height, width, 3] : [1, 3, height, width] };
}

function checkInputSize(width: number, height: number, { sizes, bestSize, multipleOf }: InputRule): void {
  const wrong = (what: string) =>
    new EngineError('invalid_argument', `Network input ${width} x ${height} is not ${what}`);
  if (sizes === 'fixed' && (width !== bestSize || height !== bestSize)) throw wrong(`${bestSize} a side`);
  if (width % multipleOf !== 0 || height % multipleOf !== 0) throw wrong(`a multiple of ${multipleOf}`);
}

/** What makes the largest value 255; 1 for a black picture. */
function peakFactor(data: Float32Array): number {
  let peak = 0;
  for (const v of data) if (v > peak) peak = v;
  return peak > 0 ? 255 / peak : 1;
}

/**
 * Reads the network's output as a matte of 0..1; `mirrored` undoes the flip of the input. `wanted` names the classes that
 * count as foreground, all but the background unless told. Takes `tensor`: the matte may be its buffer.
 * @throws EngineError `inference_failed` when the shape is another one or the values are not what the rule says,
 *   `invalid_argument` when the network has no class of a wanted name.
 */
export function readOutputTensor(
  tensor: Tensor,
  rule: OutputRule,
  mirrored = false,
  wanted?: readonly string[],
): FloatMatte {
  const read = 'classes' in rule ? classesMatte(tensor, rule, wanted) : readMatte(tensor, rule);
  if (mirrored) mirrorRows(read);
  return read;
}

function readMatte(tensor: Tensor, rule: MatteOutput): FloatMatte {
  const [height, width] = outputSize(tensor, rule, 1);
  checkFinite(tensor, rule);
  const { data } = tensor;
  if (rule.values === 'min-max') stretchToUnit(data);
  else if (rule.values === 'sigmoid') applySigmoid(data);
  else clampToUnit(data, rule);
  return floatMatte(width, height, data);
}

function applySigmoid(data: Float32Array): void {
  for (let i = 0; i < data.length; i++) data[i] = 1 / (1 + Math.exp(-data[i]!));
}

/** One value everywhere says nothing of a subject: it becomes 0. */
function stretchToUnit(data: Float32Array): void {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const v of data) {
    if (v < low) low = v;
    if (v > high) high = v;
  }
  const scale = high > low ? 1 / (high - low) : 0;
  for (let i = 0; i < data.length; i++) data[i] = Math.min(1, (data[i]! - low) * scale);
}

function clampToUnit(data: Float32Array, { name }: OutputRule): void {
  for (let i = 0; i < data.length; i++) {
    const v = data[i]!;
    if (v < -SLACK || v > 1 + SLACK) {
      throw new EngineError(
        'inference_failed',
        `Output "${name}" should hold 0 to 1, and holds ${v} at ${i}`,
      );
    }
    if (v < 0) data[i] = 0;
    else if (v > 1) data[i] = 1;
  }
}

function mirrorRows({ data, width }: FloatMatte): void {
  for (let from = 0; from < data.length; from += width) data.subarray(from, from + width).reverse();
}
