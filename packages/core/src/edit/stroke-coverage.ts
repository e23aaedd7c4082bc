import { type ByteArea, pixelsWithin } from './area.ts';
import type { StrokeEdit } from './matte-edit.ts';

/** The shape of a stroke: of an edit what says where it covers how much. */
export type StrokeShape = Pick<StrokeEdit, 'points' | 'size' | 'hardness'>;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Points nearer to the last one than this share of the radius, and a bit, are passed over: they would cost and not show. */
const STEP = { radius: 0.04, pixels: 0.25 };
/** Two dabs whose distance squared is no more than this lie in the same place. */
const SAME = 1e-9;
/** A brush is never thinner than this. */
const LEAST_RADIUS = 0.5;

/**
 * How much a stroke covers the pixels of a picture, 0..255: round dabs at its points, joined by what lies between them, each
 * pixel covered once by the dab that covers it most. Full up to `hardness` of the radius, from there softly to nothing; a hard
 * rim is smoothed over one pixel. Points and size are multiplied by `scale`. Undefined where the stroke misses the picture.
 * Time grows with the pixels under the stroke, memory with its box.
 */
export function coverStroke(shape: StrokeShape, picture: Size, scale = 1): ByteArea | undefined {
  const path = readPath(shape, scale);
  const box = boxOf(path, picture);
  if (box === undefined) return undefined;
  const area: ByteArea = { ...box, data: new Uint8Array(box.width * box.height) };
  const { x, y, radius } = path;
  for (let k = 0; k < x.length; k++) {
    const to = Math.min(k + 1, x.length - 1);
    if (to === k && k > 0) break;
    coverCapsule(area, shape.hardness, [x[k]!, y[k]!, radius[k]!], [x[to]!, y[to]!, radius[to]!]);
  }
  return area;
}

interface Path {
  readonly x: number[];
  readonly y: number[];
  readonly radius: number[];
}

function readPath({ points, size }: StrokeShape, scale: number): Path {
  const path: Path = { x: [], y: [], radius: [] };
  for (let k = 0; k + 2 < points.length; k += 3) {
    const x = points[k]! * scale;
    const y = points[k + 1]! * scale;
    const radius = Math.max(LEAST_RADIUS, (size / 2) * scale * points[k + 2]!);
    const last = path.x.length - 1;
    const isLast = k + 5 >= points.length;
    if (last >= 0 && !isLast) {
      const way = Math.hypot(x - path.x[last]!, y - path.y[last]!);
      if (way < STEP.pixels + STEP.radius * radius && radius <= path.radius[last]!) continue;
    }
    path.x.push(x);
    path.y.push(y);
    path.radius.push(radius);
  }
  return path;
}

function boxOf({ x, y, radius }: Path, picture: Size) {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let k = 0; k < x.length; k++) {
    const reach = radius[k]! + 0.5;
    x0 = Math.min(x0, x[k]! - reach);
    y0 = Math.min(y0, y[k]! - reach);
    x1 = Math.max(x1, x[k]! + reach);
    y1 = Math.max(y1, y[k]! + reach);
  }
  return pixelsWithin(picture, x0, y0, x1, y1);
}

type Dab = readonly [x: number, y: number, radius: number];

/** Raises an area to what two dabs and the way between them cover; the radius changes evenly on the way. */
function coverCapsule(
  { left, top, width, height, data }: ByteArea,
  hardness: number,
  [ax, ay, ar]: Dab,
  [bx, by, br]: Dab,
): void {
  const dx = bx - ax;
  const dy = by - ay;
  const squared = dx * dx + dy * dy;
  const reach = Math.max(ar, br) + 0.5;
  const none = reach * reach;
  const least = Math.min(ar, br);
  const inner = Math.max(0, Math.min(least - 0.5, least * hardness));
  const full = inner * inner;
  const y0 = Math.max(top, Math.floor(Math.min(ay, by) - reach));
  const y1 = Math.min(top + height, Math.ceil(Math.max(ay, by) + reach));
  // How far, along a row, pixels beside a slanting line lie from it at most.
  const beside = Math.abs(dy) > 1e-6 ? (reach * Math.sqrt(squared)) / Math.abs(dy) : Infinity;
  for (let v = y0; v < y1; v++) {
    const py = v + 0.5;
    const onLine = beside < Infinity ? ax + ((py - ay) * dx) / dy : 0;
    const from = Math.max(Math.min(ax, bx) - reach, beside < Infinity ? onLine - beside : -Infinity);
    const to = Math.min(Math.max(ax, bx) + reach, beside < Infinity ? onLine + beside : Infinity);
    const x0 = Math.max(left, Math.floor(from));
    const x1 = Math.min(left + width, Math.ceil(to));
    const row = (v - top) * width - left;
    for (let u = x0; u < x1; u++) {
      const i = row + u;
      const had = data[i]!;
      if (had === 255) continue;
      const px = u + 0.5;
      const along = squared > SAME ? ((px - ax) * dx + (py - ay) * dy) / squared : 0;
      const t = Math.min(1, Math.max(0, along));
      const ux = px - ax - t * dx;
      const uy = py - ay - t * dy;
      const away = ux * ux + uy * uy;
      // Most pixels lie in the part that is covered fully, or beyond the rim: no root is taken for them.
      if (away <= full) data[i] = 255;
      else if (away < none) {
        const covered = coverAt(Math.sqrt(away), ar + t * (br - ar), hardness);
        if (covered > had) data[i] = covered;
      }
    }
  }
}

/** What a dab covers so far from its middle, 0..255. */
function coverAt(away: number, radius: number, hardness: number): number {
  const soft = Math.max(1, radius * (1 - hardness));
  // The rim of a hard brush is half inside and half outside of its radius, that of a soft one wholly inside.
  const outer = Math.max(radius, Math.min(radius + 0.5, radius * hardness + soft));
  const t = (outer - away) / soft;
  if (t <= 0) return 0;
  if (t >= 1) return 255;
  return Math.round(255 * t * t * (3 - 2 * t));
}
