import type { SubjectBox } from '../state/subject-box.ts';
import type { Point } from './viewport.ts';

/** A corner of a box or the middle of a side: -1 is left or top, 1 right or bottom, 0 the middle. */
export interface Grip {
  readonly x: -1 | 0 | 1;
  readonly y: -1 | 0 | 1;
}

export const CORNERS = [
  { x: -1, y: -1 },
  { x: 1, y: -1 },
  { x: 1, y: 1 },
  { x: -1, y: 1 },
] as const satisfies readonly Grip[];

export const SIDES = [
  { x: 0, y: -1 },
  { x: 1, y: 0 },
  { x: 0, y: 1 },
  { x: -1, y: 0 },
] as const satisfies readonly Grip[];

/** A box is never made smaller than this, pixels of the canvas. */
const LEAST_SIDE = 4;

export function middleOf({ x, y, width, height }: SubjectBox): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

/** Where a grip lies on the canvas, the box being turned. */
export function gripOf(box: SubjectBox, { x, y }: Grip): Point {
  return turned(middleOf(box), (x * box.width) / 2, (y * box.height) / 2, box.angle);
}

/** Whether a point of the canvas lies in a turned box. */
export function isInside(box: SubjectBox, point: Point): boolean {
  const middle = middleOf(box);
  const away = turned({ x: 0, y: 0 }, point.x - middle.x, point.y - middle.y, -box.angle);
  return Math.abs(away.x) <= box.width / 2 && Math.abs(away.y) <= box.height / 2;
}

/**
 * The box after a grip was pulled to a point of the canvas. Proportions stay; so does what lies across, or with `aboutMiddle` the
 * middle.
 */
export function scaledBox(box: SubjectBox, grip: Grip, to: Point, aboutMiddle: boolean): SubjectBox {
  const held = aboutMiddle ? middleOf(box) : gripOf(box, across(grip));
  const pulled = gripOf(box, grip);
  const [dx, dy] = [pulled.x - held.x, pulled.y - held.y];
  const least = LEAST_SIDE / Math.min(box.width, box.height);
  // Of the pointer's way only that along the line to what is held counts.
  const factor = Math.max(least, ((to.x - held.x) * dx + (to.y - held.y) * dy) / (dx * dx + dy * dy));
  const width = box.width * factor;
  const height = box.height * factor;
  const was = middleOf(box);
  const middle = { x: held.x + (was.x - held.x) * factor, y: held.y + (was.y - held.y) * factor };
  return { ...box, x: middle.x - width / 2, y: middle.y - height / 2, width, height };
}

/** The angle of a box after its handle was pulled from one point of the canvas to another, degrees. */
export function turnedAngle(box: SubjectBox, from: Point, to: Point): number {
  const middle = middleOf(box);
  const angle = (point: Point) => Math.atan2(point.y - middle.y, point.x - middle.x);
  return box.angle + ((angle(to) - angle(from)) * 180) / Math.PI;
}

/** The box made larger or smaller about its middle. */
export function grownBox(box: SubjectBox, factor: number): SubjectBox {
  const width = box.width * factor;
  const height = box.height * factor;
  return { ...box, x: box.x - (width - box.width) / 2, y: box.y - (height - box.height) / 2, width, height };
}

/** The pointer that says which way a grip goes, the box being turned by so many degrees. */
export function gripCursor({ x, y }: Grip, angle: number): string {
  const direction = Math.round(((Math.atan2(y, x) * 180) / Math.PI + angle) / 45);
  return ['ew-resize', 'nwse-resize', 'ns-resize', 'nesw-resize'][((direction % 4) + 4) % 4]!;
}

function across({ x, y }: Grip): Grip {
  return { x: x === 0 ? 0 : x === 1 ? -1 : 1, y: y === 0 ? 0 : y === 1 ? -1 : 1 };
}

function turned(middle: Point, dx: number, dy: number, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return { x: middle.x + dx * cos - dy * sin, y: middle.y + dx * sin + dy * cos };
}
