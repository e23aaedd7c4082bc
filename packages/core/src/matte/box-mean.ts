/**
 * Mean over a (2r+1) x (2r+1) window, only where the whole window lies inside: `src` is `width` x `height`, `dst` gets
 * `(width - 2r) * (height - 2r)` values. Running sums, so the cost does not depend on the radius.
 * Borrows both; `columns` is scratch of at least `width` doubles.
 */
export function boxMean(
  src: Float32Array,
  width: number,
  height: number,
  radius: number,
  dst: Float32Array,
  columns: Float64Array,
): void {
  const side = 2 * radius + 1;
  const norm = 1 / (side * side);
  columns.fill(0, 0, width);
  let out = 0;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) columns[x] = columns[x]! + src[row + x]!;
    if (y < side - 1) continue;
    let sum = 0;
    for (let x = 0; x < side - 1; x++) sum += columns[x]!;
    for (let x = side - 1; x < width; x++) {
      sum += columns[x]!;
      dst[out++] = sum * norm;
      sum -= columns[x - side + 1]!;
    }
    const oldest = row - (side - 1) * width;
    for (let x = 0; x < width; x++) columns[x] = columns[x]! - src[oldest + x]!;
  }
}

/** Box means of the same size as `src`, of windows that are cut at the border as if nothing lay beyond it. Borrows; the result is new. */
export function meanAround(src: Float32Array, width: number, height: number, radius: number): Float32Array {
  const w = width + 2 * radius;
  const h = height + 2 * radius;
  const padded = new Float32Array(w * h);
  for (let y = 0; y < height; y++) {
    padded.set(src.subarray(y * width, (y + 1) * width), (y + radius) * w + radius);
  }
  const dst = new Float32Array(width * height);
  boxMean(padded, w, h, radius, dst, new Float64Array(w));
  return dst;
}
