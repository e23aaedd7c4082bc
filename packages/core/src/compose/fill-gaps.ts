/**
 * Fills what is missing of a picture from what is around it, in place: colours near the rim of a gap, smoother ones the deeper
 * inside. `values` are premultiplied RGBA, 0..255; alpha is how much a pixel is known. Afterwards every pixel is known, unless
 * none was. Takes a third of their memory.
 */
export function fillGaps(values: Float32Array, width: number, height: number): void {
  if (width === 1 && height === 1) {
    const share = values[3]! > 0 ? 255 / values[3]! : 0;
    for (let k = 0; k < 4; k++) values[k] = values[k]! * share;
    return;
  }
  const [w, h] = [Math.ceil(width / 2), Math.ceil(height / 2)];
  const coarse = halved(values, width, height, w, h);
  fillGaps(coarse, w, h);
  for (let y = 0, at = 0; y < height; y++) {
    const down = neighbours(y, h);
    for (let x = 0; x < width; x++, at += 4) {
      const missing = 1 - values[at + 3]! / 255;
      if (missing > 0) addSmoothly(values, at, coarse, w, neighbours(x, w), down, missing);
    }
  }
}

/** Means of four pixels; of two or one at the end of an odd side. */
function halved(from: Float32Array, width: number, height: number, w: number, h: number): Float32Array {
  const to = new Float32Array(w * h * 4);
  for (let y = 0, at = 0; y < h; y++) {
    const top = 2 * y * width;
    const bottom = Math.min(2 * y + 1, height - 1) * width;
    for (let x = 0; x < w; x++, at += 4) {
      const left = 2 * x;
      const right = Math.min(left + 1, width - 1);
      for (let k = 0; k < 4; k++) {
        const value = (pixel: number) => from[pixel * 4 + k]!;
        to[at + k] =
          (value(top + left) + value(top + right) + value(bottom + left) + value(bottom + right)) / 4;
      }
    }
  }
  return to;
}

/** Two pixels of a side half as long: the one that covers a pixel counts three quarters, the closer one beside it the rest. */
interface Neighbours {
  readonly near: number;
  readonly far: number;
}

function neighbours(at: number, length: number): Neighbours {
  const near = at >> 1;
  return { near, far: Math.min(length - 1, Math.max(0, near + (at & 1 ? 1 : -1))) };
}

function addSmoothly(
  values: Float32Array,
  at: number,
  coarse: Float32Array,
  width: number,
  across: Neighbours,
  down: Neighbours,
  share: number,
): void {
  for (let k = 0; k < 4; k++) {
    const row = (y: number) =>
      0.75 * coarse[(y * width + across.near) * 4 + k]! + 0.25 * coarse[(y * width + across.far) * 4 + k]!;
    values[at + k] = values[at + k]! + share * (0.75 * row(down.near) + 0.25 * row(down.far));
  }
}
