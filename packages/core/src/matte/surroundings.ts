import { boxMean } from './box-mean.ts';
import { BLOCK, blocksIn } from './contradiction.ts';

/** What two mattes are like around each cell. */
export interface Surroundings {
  /** Mean difference, colours' alpha less the network's, over the 3 x 3 cells around each. */
  readonly near: Float32Array;
  /** Per block of cells, over the 5 x 5 blocks around it: the mean difference, */
  readonly far: Float32Array;
  /** the mean distance of the two, */
  readonly apart: Float32Array;
  /** and how much each differs from its own 3 x 3 mean: hair is rough, a wrong patch is smooth. */
  readonly roughness: Float32Array;
  readonly networkRoughness: Float32Array;
}

/** Blocks that a window reaches. */
const REACH = 2;

/** Compares `colours`' alpha with `network`'s, both per cell. Borrows both; the result is new. */
export function compareAround(
  colours: Float32Array,
  network: Float32Array,
  width: number,
  height: number,
): Surroundings {
  const near = windowMean(colours, width, height, 1);
  const smooth = windowMean(network, width, height, 1);
  const columns = blocksIn(width);
  const planes = Array.from({ length: 4 }, () => new Float32Array(columns * blocksIn(height)));
  const [away, apart, rough, networkRough] = planes as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  for (let y = 0, i = 0; y < height; y++) {
    const row = Math.floor(y / BLOCK) * columns;
    for (let x = 0; x < width; x++, i++) {
      const b = row + Math.floor(x / BLOCK);
      const difference = colours[i]! - network[i]!;
      away[b] = away[b]! + difference;
      apart[b] = apart[b]! + Math.abs(difference);
      rough[b] = rough[b]! + Math.abs(colours[i]! - near[i]!);
      networkRough[b] = networkRough[b]! + Math.abs(network[i]! - smooth[i]!);
      near[i] = near[i]! - smooth[i]!;
    }
  }
  return {
    near,
    far: blockMean(away, columns),
    apart: blockMean(apart, columns),
    roughness: blockMean(rough, columns),
    networkRoughness: blockMean(networkRough, columns),
  };
}

/** Means over the windows of blocks, of what was summed up over each block's cells. Takes `sums`. */
function blockMean(sums: Float32Array, columns: number): Float32Array {
  for (let b = 0; b < sums.length; b++) sums[b] = sums[b]! / (BLOCK * BLOCK);
  return windowMean(sums, columns, columns === 0 ? 0 : sums.length / columns, REACH);
}

/** Means over square windows, the border repeated. */
function windowMean(src: Float32Array, width: number, height: number, radius: number): Float32Array {
  const w = width + 2 * radius;
  const h = height + 2 * radius;
  const padded = new Float32Array(w * h);
  for (let y = 0; y < h && height > 0; y++) {
    const from = Math.min(height - 1, Math.max(0, y - radius)) * width;
    const to = y * w;
    padded.fill(src[from]!, to, to + radius);
    padded.set(src.subarray(from, from + width), to + radius);
    padded.fill(src[from + width - 1]!, to + radius + width, to + w);
  }
  const dst = new Float32Array(width * height);
  boxMean(padded, w, h, radius, dst, new Float64Array(w));
  return dst;
}
