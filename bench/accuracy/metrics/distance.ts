const FAR = 1e12;

/**
 * Squared Euclidean distance of each pixel to the nearest one that is not 0, exact (Felzenszwalb and Huttenlocher, 2012);
 * 1e12 where there is none.
 */
export function squaredDistance(plane: Uint8Array, width: number, height: number): Float64Array {
  const out = Float64Array.from(plane, value => (value ? 0 : FAR));
  const longest = Math.max(width, height);
  const line = new Float64Array(longest);
  const feet = new Int32Array(longest);
  const borders = new Float64Array(longest + 1);
  const envelope = (start: number, step: number, length: number) => {
    for (let i = 0; i < length; i++) line[i] = out[start + i * step]!;
    lowerEnvelope(line, length, feet, borders);
    for (let i = 0, k = 0; i < length; i++) {
      while (borders[k + 1]! < i) k++;
      out[start + i * step] = Math.min(FAR, (i - feet[k]!) ** 2 + line[feet[k]!]!);
    }
  };
  for (let x = 0; x < width; x++) envelope(x, width, height);
  for (let y = 0; y < height; y++) envelope(y * width, 1, width);
  return out;
}

/** The lowest of the parabolas over `heights`: parabola `feet[k]` is it between `borders[k]` and `borders[k + 1]`. */
function lowerEnvelope(heights: Float64Array, length: number, feet: Int32Array, borders: Float64Array): void {
  let k = 0;
  feet[0] = 0;
  borders[0] = Number.NEGATIVE_INFINITY;
  borders[1] = Number.POSITIVE_INFINITY;
  for (let i = 1; i < length; i++) {
    let meeting = meets(heights, feet[k]!, i);
    while (meeting <= borders[k]!) meeting = meets(heights, feet[--k]!, i);
    k++;
    feet[k] = i;
    borders[k] = meeting;
    borders[k + 1] = Number.POSITIVE_INFINITY;
  }
}

/** Where two parabolas meet, the first of which stands to the left. */
function meets(heights: Float64Array, left: number, right: number): number {
  return (heights[right]! + right * right - heights[left]! - left * left) / (2 * (right - left));
}
