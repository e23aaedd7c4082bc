import { EngineError } from '../errors.ts';
import { type FloatMatte, floatMatte, type RgbPlanes } from '../raster/planes.ts';
import type { InputRule, OutputRule } from './model-catalog.ts';

/** A float32 tensor, row-major. */
export interface Tensor {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/**
 * Makes the network's input `[1,3,H,W]` from planes of the size the plan asks for: `(v - mean) * scale` per channel.
 * `mirrored` flips left and right. Borrows `planes`; the tensor is new and the caller's to give away.
 * @throws EngineError `invalid_argument` when a side is no multiple of what the network needs.
 */
export function makeInputTensor(planes: RgbPlanes, rule: InputRule, mirrored = false): Tensor {
  const { width, height, data } = planes;
  if (width % rule.multipleOf !== 0 || height % rule.multipleOf !== 0) {
    throw new EngineError(
      'invalid_argument',
      `Network input ${width} x ${height} is not a multiple of ${rule.multipleOf}`,
    );
  }
  const out = new Float32Array(data.length);
  const n = width * height;
  for (let c = 0; c < 3; c++) {
    const mean = rule.mean[c]!;
    const scale = rule.scale[c]!;
    for (let i = c * n; i < (c + 1) * n; i++) out[i] = (data[i]! - mean) * scale;
  }
  if (mirrored) mirrorRows(out, width);
  return { data: out, dims: [1, 3, height, width] };
}

/**
 * Reads the network's output `[1,1,H,W]` as a matte, clamped to 0..1; `mirrored` undoes the flip of the input.
 * Takes `tensor` (the matte is its buffer).
 * @throws EngineError `inference_failed` when the shape is another one or a value is not a number.
 */
export function readOutputTensor(tensor: Tensor, rule: OutputRule, mirrored = false): FloatMatte {
  const [batch, channels, height = 0, width = 0] = tensor.dims;
  if (tensor.dims.length !== 4 || batch !== 1 || channels !== 1 || tensor.data.length !== width * height) {
    throw new EngineError('inference_failed', `Output "${rule.name}" has shape [${tensor.dims.join(',')}]`);
  }
  const data = tensor.data;
  for (let i = 0; i < data.length; i++) {
    const v = data[i]!;
    if (Number.isNaN(v)) throw new EngineError('inference_failed', `Output "${rule.name}" holds NaN at ${i}`);
    if (v < 0) data[i] = 0;
    else if (v > 1) data[i] = 1;
  }
  if (mirrored) mirrorRows(data, width);
  return floatMatte(width, height, data);
}

function mirrorRows(data: Float32Array, width: number): void {
  for (let y = 0; y < data.length; y += width) data.subarray(y, y + width).reverse();
}
