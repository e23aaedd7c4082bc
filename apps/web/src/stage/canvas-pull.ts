import { CANVAS_SIDE, type Recipe } from '@backgroundfx/core';
import type { StageGeometry } from '../engine/studio.api.ts';
import type { RecipeChanges } from '../state/document/commands.ts';
import { subjectBoxOf, subjectFromBox } from '../state/subject-box.ts';
import { laidOut } from '../state/use-geometry.ts';
import type { Grip } from './move-box.ts';
import type { Point, Size } from './viewport.ts';

/** A canvas to be, in whole pixels of the one that is shown. */
export interface CanvasRect extends Size {
  readonly left: number;
  readonly top: number;
}

/** What a hand makes of the canvas. */
export interface PulledCanvas {
  readonly rect: CanvasRect;
  /** Whether the hand is still on it; else it is kept, and a frame will show it. */
  readonly isHeld: boolean;
}

/** Smaller than this nothing is pulled, pixels. */
const LEAST_SIDE = 16;

/**
 * The canvas after a side or a corner was pulled by so many of its pixels: what lies across stays, or with `aboutMiddle` the
 * middle; with `keepsRatio` the sides keep their proportion.
 */
export function pulledRect(
  rect: CanvasRect,
  grip: Grip,
  by: Point,
  {
    keepsRatio = false,
    aboutMiddle = false,
  }: { readonly keepsRatio?: boolean; readonly aboutMiddle?: boolean } = {},
): CanvasRect {
  const times = aboutMiddle ? 2 : 1;
  let width = rect.width + grip.x * by.x * times;
  let height = rect.height + grip.y * by.y * times;
  if (keepsRatio) {
    const factor =
      grip.x === 0
        ? height / rect.height
        : grip.y === 0
          ? width / rect.width
          : Math.max(width / rect.width, height / rect.height);
    const least = LEAST_SIDE / Math.min(rect.width, rect.height);
    const most = CANVAS_SIDE.max / Math.max(rect.width, rect.height);
    const share = Math.min(most, Math.max(least, factor));
    [width, height] = [rect.width * share, rect.height * share];
  }
  width = wholeSide(width);
  height = wholeSide(height);
  return {
    left: startOf(rect.left, rect.width, width, aboutMiddle ? 0 : grip.x),
    top: startOf(rect.top, rect.height, height, aboutMiddle ? 0 : grip.y),
    width,
    height,
  };
}

function wholeSide(length: number): number {
  return Math.round(Math.min(CANVAS_SIDE.max, Math.max(LEAST_SIDE, length)));
}

function startOf(start: number, before: number, after: number, way: Grip['x']): number {
  if (way === 1) return start;
  return start + (way === -1 ? before - after : Math.round((before - after) / 2));
}

/**
 * What makes that of a recipe. A canvas lies around what it shows, so that it has no place of its own: the subject is moved and
 * scaled on it to where it is now.
 */
export function canvasChanges(recipe: Recipe, drawn: StageGeometry, rect: CanvasRect): RecipeChanges {
  const canvas = { ...recipe.canvas, width: rect.width, height: rect.height };
  const box = subjectBoxOf(drawn, recipe.subject);
  const laid = laidOut(drawn, { ...recipe, canvas });
  const subject = box && subjectFromBox(laid, { ...box, x: box.x - rect.left, y: box.y - rect.top });
  return subject ? { canvas, subject } : { canvas };
}

/** The canvas as it is. */
export function wholeCanvas({ width, height }: Size): CanvasRect {
  return { left: 0, top: 0, width, height };
}

export function isWhole({ left, top, width, height }: CanvasRect, canvas: Size): boolean {
  return left === 0 && top === 0 && width === canvas.width && height === canvas.height;
}
