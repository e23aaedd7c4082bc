import { type ByteArea, pixelsWithin } from './area.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * How much a polygon covers the pixels of a picture, 0..255, exactly where it does not cross itself: each pixel by the share of
 * its area. What is wound around in one direction is inside, however often. `points` are `x, y` again and again, multiplied by
 * `scale`; the last is joined to the first. Undefined where it covers nothing. Time and memory grow with the polygon's box.
 */
export function coverPolygon(points: readonly number[], picture: Size, scale = 1): ByteArea | undefined {
  const count = Math.floor(points.length / 2);
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let k = 0; k < count; k++) {
    const x = points[2 * k]! * scale;
    const y = points[2 * k + 1]! * scale;
    x0 = Math.min(x0, x);
    y0 = Math.min(y0, y);
    x1 = Math.max(x1, x);
    y1 = Math.max(y1, y);
  }
  const box = count < 3 ? undefined : pixelsWithin(picture, x0, y0, x1, y1);
  if (box === undefined) return undefined;
  const { left, top, width, height } = box;
  // Of each pixel what its edges change of the winding to its right; one more column takes what lies right of the box.
  const stride = width + 2;
  const winding = new Float32Array(stride * height);
  for (let k = 0; k < count; k++) {
    const next = (k + 1) % count;
    addEdge(
      winding,
      stride,
      height,
      points[2 * k]! * scale - left,
      points[2 * k + 1]! * scale - top,
      points[2 * next]! * scale - left,
      points[2 * next + 1]! * scale - top,
    );
  }
  const data = new Uint8Array(width * height);
  for (let y = 0, o = 0; y < height; y++) {
    let sum = 0;
    for (let x = 0, i = y * stride; x < width; x++, i++, o++) {
      sum += winding[i]!;
      data[o] = Math.round(255 * Math.min(1, Math.abs(sum)));
    }
  }
  return { ...box, data };
}

/**
 * Adds an edge to the winding of every pixel that it crosses, by the area to its right (as font rasterisers do: Levien,
 * "font-rs", 2016). `x` outside of the box counts at its side.
 */
function addEdge(
  winding: Float32Array,
  stride: number,
  height: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): void {
  if (ay === by) return;
  const sign = ay < by ? 1 : -1;
  const [tx, ty, ux, uy] = ay < by ? [ax, ay, bx, by] : [bx, by, ax, ay];
  const slope = (ux - tx) / (uy - ty);
  const last = Math.min(height, Math.ceil(uy));
  for (let row = Math.max(0, Math.floor(ty)); row < last; row++) {
    const from = Math.max(row, ty);
    const to = Math.min(row + 1, uy);
    if (to <= from) continue;
    const p = tx + (from - ty) * slope;
    const q = tx + (to - ty) * slope;
    addSlice(winding, row * stride, stride - 2, sign * (to - from), Math.min(p, q), Math.max(p, q));
  }
}

/** The part of an edge in one row: `much` of the row's height, from `x0` to `x1`. */
function addSlice(
  winding: Float32Array,
  row: number,
  width: number,
  much: number,
  x0: number,
  x1: number,
): void {
  const a = Math.min(width, Math.max(0, x0));
  const b = Math.min(width, Math.max(0, x1));
  const first = Math.floor(a);
  const add = (x: number, value: number) => {
    winding[row + x] = winding[row + x]! + value;
  };
  const last = Math.min(width, Math.floor(b));
  const span = Math.max(1e-9, x1 - x0);
  // The winding right of `x` is the share of the edge that has been passed; its mean over a pixel is what counts there.
  const passed = (x: number) => Math.min(1, Math.max(0, (x - x0) / span));
  const integral = (x: number) => {
    const t = Math.min(x1, Math.max(x0, x));
    return ((t - x0) * (t - x0)) / (2 * span) + Math.max(0, x - x1);
  };
  let before = 0;
  for (let x = first; x <= last; x++) {
    const mean = x < width ? integral(x + 1) - integral(x) : passed(x);
    add(x, much * (mean - before));
    before = mean;
  }
  add(last + 1, much * (1 - before));
}
