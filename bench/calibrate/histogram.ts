/** Bins to a doubling: a bin's edges differ by at most 1/256 of their value. */
const BINS_PER_DOUBLING = 256;
/** Bits of a float32 below those that name its bin: 23 bits of fraction, of which 8 count. */
const SHIFT = 15;
const SMALLEST_EXPONENT = -20;
const LARGEST_EXPONENT = 20;
const FIRST_BIN = (127 + SMALLEST_EXPONENT) * BINS_PER_DOUBLING;
const BINS = (LARGEST_EXPONENT - SMALLEST_EXPONENT) * BINS_PER_DOUBLING;

/**
 * How often each value occurs in a tensor, zeros left out: a grid of bytes holds zero exactly, wherever it ends. Bins
 * are the upper bits of a float32, so they fit every tensor without a look at it first, and counts do not depend on the
 * order of the pictures. Magnitudes below 2^-20 count as 2^-20, those of 2^20 and more as the largest bin.
 */
export class Histogram {
  readonly #above = new Float64Array(BINS);
  readonly #below = new Float64Array(BINS);
  #total = 0;

  /** Number of values counted. */
  get total(): number {
    return this.#total;
  }

  /** Counts every value that is not zero. Borrows `values`. */
  add(values: Float32Array): void {
    const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
    const above = this.#above;
    const below = this.#below;
    let counted = 0;
    for (let i = 0; i < bits.length; i++) {
      const pattern = bits[i]!;
      const magnitude = pattern & 0x7fffffff;
      if (magnitude === 0) continue;
      const bin = Math.max(0, Math.min(BINS - 1, (magnitude >>> SHIFT) - FIRST_BIN));
      const side = pattern === magnitude ? above : below;
      side[bin] = side[bin]! + 1;
      counted++;
    }
    this.#total += counted;
  }

  /**
   * The range that leaves out at most `share` of the values at either end, and always holds zero. Its ends are edges
   * of bins, so differences in a float's last bits, as between processors, hardly ever show in it.
   */
  range(share: number): [low: number, high: number] {
    const spare = this.#total * share;
    const low = reach(this.#below, spare);
    return [low === 0 ? 0 : -low, reach(this.#above, spare)];
  }
}

/** The upper edge of the highest bin that is needed to leave out no more than `spare` values; 0 when none is. */
function reach(side: Float64Array, spare: number): number {
  let left = 0;
  for (let bin = BINS - 1; bin >= 0; bin--) {
    left += side[bin]!;
    if (left > spare) return upperEdge(bin);
  }
  return 0;
}

function upperEdge(bin: number): number {
  const next = bin + 1;
  const exponent = SMALLEST_EXPONENT + Math.floor(next / BINS_PER_DOUBLING);
  return 2 ** exponent * (1 + (next % BINS_PER_DOUBLING) / BINS_PER_DOUBLING);
}
