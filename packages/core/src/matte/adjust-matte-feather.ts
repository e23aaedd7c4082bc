/** Passes of the box that together are close to a Gaussian. */
const PASSES = 3;

/** Softens fixed-point alpha. */
export interface Blur {
  /** How far it looks, pixels. */
  readonly reach: number;
  /** `plane` is `width` x `height`; afterwards its first values are the part without a rim of `reach`. */
  run(plane: Uint16Array, width: number, height: number): void;
}

/**
 * Close to a Gaussian of standard deviation `sigma` pixels: three passes, along each axis, of a box whose outermost samples
 * count by a share, so that any sigma is met exactly (Gwosdek, Grewenig, Bruhn, Weickert 2011). Running sums of whole numbers:
 * the cost does not depend on sigma, nor the outcome on where the plane begins.
 */
export function createBlur(sigma: number): Blur {
  if (sigma === 0) return { reach: 0, run: () => {} };
  const box = boxFor(sigma);
  const reach = PASSES * (box.half + 1);
  let lines = [new Uint16Array(0), new Uint16Array(0)] as [Uint16Array, Uint16Array];
  let sums = new Int32Array(0);
  return {
    reach,
    run(plane, width, height) {
      if (sums.length < width) {
        sums = new Int32Array(width);
        lines = [new Uint16Array(width), new Uint16Array(width)];
      }
      blurRows(plane, width, height, box, lines);
      let rows = height;
      for (let pass = 0; pass < PASSES; pass++) {
        blurColumns(plane, width - 2 * reach, rows, box, sums);
        rows -= 2 * (box.half + 1);
      }
    },
  };
}

/** A box of `2 * half + 1` samples that count `full`, and one more on each side that counts `edge`; together they are 1. */
interface Box {
  readonly half: number;
  readonly full: number;
  readonly edge: number;
}

/** The box whose variance, three times over, is sigma squared. */
function boxFor(sigma: number): Box {
  const variance = (sigma * sigma) / PASSES;
  const half = Math.floor((Math.sqrt(12 * variance + 1) - 1) / 2);
  const inside = (half * (half + 1) * (2 * half + 1)) / 3;
  const share = (variance * (2 * half + 1) - inside) / (2 * ((half + 1) ** 2 - variance));
  const full = 1 / (2 * half + 1 + 2 * share);
  return { half, full, edge: share * full };
}

/** All passes along every row; rows become shorter by the reach on both sides. */
function blurRows(
  plane: Uint16Array,
  width: number,
  height: number,
  { half, full, edge }: Box,
  [first, second]: [Uint16Array, Uint16Array],
): void {
  let out = 0;
  for (let y = 0; y < height; y++) {
    let from = first;
    let to = second;
    from.set(plane.subarray(y * width, (y + 1) * width));
    let length = width;
    for (let pass = 0; pass < PASSES; pass++) {
      let sum = 0;
      for (let x = 1; x <= 2 * half; x++) sum += from[x]!;
      length -= 2 * (half + 1);
      for (let x = 0; x < length; x++) {
        const right = x + 2 * half + 1;
        sum += from[right]!;
        to[x] = sum * full + (from[x]! + from[right + 1]!) * edge + 0.5;
        sum -= from[x + 1]!;
      }
      [from, to] = [to, from];
    }
    for (let x = 0; x < length; x++) plane[out++] = from[x]!;
  }
}

/** One pass along every column, in place: a row is written after all that read it. */
function blurColumns(
  plane: Uint16Array,
  width: number,
  height: number,
  { half, full, edge }: Box,
  sums: Int32Array,
): void {
  sums.fill(0, 0, width);
  for (let y = 1; y <= 2 * half; y++) {
    for (let x = 0; x < width; x++) sums[x] = sums[x]! + plane[y * width + x]!;
  }
  const down = height - 2 * (half + 1);
  for (let y = 0; y < down; y++) {
    const top = y * width;
    const oldest = top + width;
    const newest = (y + 2 * half + 1) * width;
    const bottom = newest + width;
    for (let x = 0; x < width; x++) {
      const sum = sums[x]! + plane[newest + x]!;
      const value = sum * full + (plane[top + x]! + plane[bottom + x]!) * edge + 0.5;
      sums[x] = sum - plane[oldest + x]!;
      plane[top + x] = value;
    }
  }
}
