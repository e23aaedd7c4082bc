import { boxMean } from './box-mean.ts';

/** What two mattes are like around each cell. */
export interface Surroundings {
  /** Mean difference, colours' alpha less the network's, over 3 x 3 and over 9 x 9 cells. */
  readonly near: Float32Array;
  readonly far: Float32Array;
  /** Mean distance of the two over 9 x 9 cells. */
  readonly apart: Float32Array;
  /** How much each differs from its own 3 x 3 mean, averaged over 9 x 9 cells: hair is rough, a wrong patch is smooth. */
  readonly roughness: Float32Array;
  readonly networkRoughness: Float32Array;
}

/** Compares `colours`' alpha with `network`'s, both per cell. Borrows both; the result is new. */
export function compareAround(
  colours: Float32Array,
  network: Float32Array,
  width: number,
  height: number,
): Surroundings {
  const mean = createMean(width, height);
  const n = width * height;
  const difference = new Float32Array(n);
  for (let i = 0; i < n; i++) difference[i] = colours[i]! - network[i]!;
  const near = mean(difference, 1);
  const far = mean(difference, 4);
  for (let i = 0; i < n; i++) difference[i] = Math.abs(difference[i]!);
  const apart = mean(difference, 4);
  const roughnessOf = (alpha: Float32Array) => {
    const smooth = mean(alpha, 1);
    for (let i = 0; i < n; i++) difference[i] = Math.abs(alpha[i]! - smooth[i]!);
    return mean(difference, 4);
  };
  return { near, far, apart, roughness: roughnessOf(colours), networkRoughness: roughnessOf(network) };
}

/** Box means of any radius, the border repeated. */
function createMean(width: number, height: number): (src: Float32Array, radius: number) => Float32Array {
  return (src, radius) => {
    const w = width + 2 * radius;
    const h = height + 2 * radius;
    const padded = new Float32Array(w * h);
    for (let y = 0; y < h; y++) {
      const from = Math.min(height - 1, Math.max(0, y - radius)) * width;
      const to = y * w;
      padded.fill(src[from]!, to, to + radius);
      padded.set(src.subarray(from, from + width), to + radius);
      padded.fill(src[from + width - 1]!, to + radius + width, to + w);
    }
    const dst = new Float32Array(width * height);
    boxMean(padded, w, h, radius, dst, new Float64Array(w));
    return dst;
  };
}
