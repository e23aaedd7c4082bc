/** Some of a picture's pixels. */
export interface PixelList {
  /** Their positions, ascending. */
  readonly pixels: Int32Array;
  /** For every position of the picture its place in `pixels`, or -1. */
  readonly index: Int32Array;
}

/** The pixels at which `mask` is 1. */
export function listPixels(mask: Uint8Array): PixelList {
  let count = 0;
  for (let i = 0; i < mask.length; i++) count += mask[i]!;
  const pixels = new Int32Array(count);
  const index = new Int32Array(mask.length).fill(-1);
  for (let i = 0, u = 0; i < mask.length; i++) {
    if (mask[i] === 0) continue;
    pixels[u] = i;
    index[i] = u++;
  }
  return { pixels, index };
}
