import type { SubjectBox } from '../state/subject-box.ts';
import type { Size } from './viewport.ts';

/** A line of the canvas that something lies on, pixels of the canvas. */
export interface Guide {
  /** `x` for an upright line. */
  readonly axis: 'x' | 'y';
  readonly at: number;
}

export interface Snapped {
  readonly box: SubjectBox;
  readonly guides: readonly Guide[];
}

/** The box around a turned box, unturned itself. */
export function boundsOf({ x, y, width, height, angle }: SubjectBox) {
  const turn = (angle * Math.PI) / 180;
  const cos = Math.abs(Math.cos(turn));
  const sin = Math.abs(Math.sin(turn));
  const w = width * cos + height * sin;
  const h = width * sin + height * cos;
  return { left: x + width / 2 - w / 2, top: y + height / 2 - h / 2, width: w, height: h };
}

/**
 * Moves a box onto the canvas's edges, middle and thirds where it lies within `reach` of them: its edges and its middle snap,
 * whichever is nearest, on each axis for itself.
 */
export function snapMoved(box: SubjectBox, canvas: Size, reach: number): Snapped {
  const bounds = boundsOf(box);
  const x = nearest(bounds.left, bounds.width, canvas.width, reach);
  const y = nearest(bounds.top, bounds.height, canvas.height, reach);
  const guides: Guide[] = [];
  if (x) guides.push({ axis: 'x', at: x.at });
  if (y) guides.push({ axis: 'y', at: y.at });
  return { box: { ...box, x: box.x + (x?.way ?? 0), y: box.y + (y?.way ?? 0) }, guides };
}

function nearest(start: number, length: number, canvas: number, reach: number) {
  const lines = [0, canvas / 3, canvas / 2, (2 * canvas) / 3, canvas];
  let best: { at: number; way: number } | null = null;
  // The middle comes first: where two fit equally well, a thing in the middle is what was meant.
  for (const part of [start + length / 2, start, start + length]) {
    for (const at of lines) {
      const way = at - part;
      if (Math.abs(way) <= reach && (best === null || Math.abs(way) < Math.abs(best.way) - 1e-9)) {
        best = { at, way };
      }
    }
  }
  return best;
}

/** Upright and flat pull from so many degrees. */
const ANGLE_REACH = 2.5;

/** An angle within -180..180; quarter turns pull, and with `steps` only multiples of 15 degrees are left. */
export function snapAngle(angle: number, steps: boolean): number {
  const turned = ((((angle + 180) % 360) + 360) % 360) - 180;
  if (steps) return Math.round(turned / 15) * 15 + 0;
  // Adding 0 makes -0 the 0 that is written.
  const quarter = Math.round(turned / 90) * 90 + 0;
  return Math.abs(turned - quarter) <= ANGLE_REACH ? quarter : turned;
}
