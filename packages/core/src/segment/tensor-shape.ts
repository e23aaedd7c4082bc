import { EngineError } from '../errors.ts';
import type { OutputRule } from './model-catalog.ts';

/** A float32 tensor, row-major. */
export interface Tensor {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/**
 * Height and width of an output of `channels` channels.
 * @throws EngineError `inference_failed` when its shape is another one.
 */
export function outputSize({ data, dims }: Tensor, rule: OutputRule, channels: number): [number, number] {
  const [batch, ...rest] = dims;
  const [h, w, c] = rule.layout === 'nhwc' ? [0, 1, 2] : [1, 2, 0];
  const [height = 0, width = 0] = [rest[h], rest[w]];
  const fits = dims.length === 4 && batch === 1 && rest[c] === channels;
  if (!fits || data.length !== channels * height * width || data.length === 0) {
    throw new EngineError('inference_failed', `Output "${rule.name}" has shape [${dims.join(',')}]`);
  }
  return [height, width];
}

/** @throws EngineError `inference_failed` when a value is infinite or not a number. */
export function checkFinite({ data }: Tensor, { name }: OutputRule): void {
  for (let i = 0; i < data.length; i++) {
    if (!Number.isFinite(data[i])) {
      throw new EngineError('inference_failed', `Output "${name}" holds ${data[i]} at ${i}`);
    }
  }
}
