import type { Matte } from '@backgroundfx/core';

const SIGMA = 1.4;
/** Beyond it the Gaussian is below one hundredth. */
const HALF = Math.ceil(SIGMA * Math.sqrt(-2 * Math.log(Math.sqrt(2 * Math.PI) * SIGMA * 1e-2)));
const OFFSETS = Array.from({ length: 2 * HALF + 1 }, (_, i) => i - HALF);
const GAUSSIAN = OFFSETS.map(
  x => Math.exp((-x * x) / (2 * SIGMA * SIGMA)) / (SIGMA * Math.sqrt(2 * Math.PI)),
);
const SLOPE = OFFSETS.map((x, i) => (-x * GAUSSIAN[i]!) / (SIGMA * SIGMA));
/** The two-dimensional filter has unit length. */
const LENGTH = Math.sqrt(SLOPE.reduce((sum, d) => sum + GAUSSIAN.reduce((s, g) => s + (d * g) ** 2, 0), 0));
const DERIVATIVE = SLOPE.map(d => d / LENGTH);

/**
 * Gradient error (Rhemann et al., CVPR 2009): the sum of squared differences of the two mattes' gradient lengths, in
 * thousands. Gradients are first-order Gaussian derivatives, sigma 1.4, borders repeated.
 */
export function gradientError(ours: Matte, truth: Matte): number {
  const a = gradientLength(ours);
  const g = gradientLength(truth);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - g[i]!) ** 2;
  return sum / 1000;
}

/** Length of the gradient of alpha (0..1) at each pixel. */
export function gradientLength(matte: Matte): Float32Array {
  const { width, height } = matte;
  const alpha = Float32Array.from(matte.data, level => level / 255);
  const across = alongY(alongX(alpha, width, height, DERIVATIVE), width, height, GAUSSIAN);
  const down = alongY(alongX(alpha, width, height, GAUSSIAN), width, height, DERIVATIVE);
  for (let i = 0; i < across.length; i++) across[i] = Math.hypot(across[i]!, down[i]!);
  return across;
}

function alongX(
  source: Float32Array,
  width: number,
  height: number,
  kernel: readonly number[],
): Float32Array {
  const out = new Float32Array(source.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let k = 0; k < kernel.length; k++) {
        sum += source[row + Math.min(width - 1, Math.max(0, x + k - HALF))]! * kernel[k]!;
      }
      out[row + x] = sum;
    }
  }
  return out;
}

function alongY(
  source: Float32Array,
  width: number,
  height: number,
  kernel: readonly number[],
): Float32Array {
  const out = new Float32Array(source.length);
  for (let y = 0; y < height; y++) {
    for (let k = 0; k < kernel.length; k++) {
      const from = Math.min(height - 1, Math.max(0, y + k - HALF)) * width;
      const weight = kernel[k]!;
      for (let x = 0; x < width; x++) out[y * width + x]! += source[from + x]! * weight;
    }
  }
  return out;
}
