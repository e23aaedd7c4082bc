import { RECIPE_RANGES, type Recipe } from '@backgroundfx/core';
import type { StageGeometry } from '../engine/studio.api.ts';

/** Where the subject lies on the canvas: its box as it would be unturned, pixels of the canvas. */
export interface SubjectBox {
  /** Of the top left corner; the box is turned about its middle. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Degrees, clockwise. */
  readonly angle: number;
}

type Subject = Recipe['subject'];
type Laid = Pick<StageGeometry, 'canvas' | 'box'>;

/** A subject that nobody moved. */
export const STILL: Subject = { x: 0, y: 0, scale: 1, rotation: 0 };

/** The box that a recipe's subject has on the canvas; null where nothing is left of the subject. */
export function subjectBoxOf({ canvas, box }: Laid, subject: Subject): SubjectBox | null {
  if (box === null) return null;
  const scale = canvas.scale * subject.scale;
  const middle = middleOnCanvas(canvas, box);
  const width = box.width * scale;
  const height = box.height * scale;
  return {
    x: middle.x + subject.x * canvas.width - width / 2,
    y: middle.y + subject.y * canvas.height - height / 2,
    width,
    height,
    angle: subject.rotation,
  };
}

/**
 * The recipe's subject whose box lies there. The subject keeps its proportions: its size is taken from the width. Every number is kept
 * within what recipes allow. Null where nothing is left of the subject.
 */
export function subjectFromBox(
  { canvas, box }: Laid,
  { x, y, width, height, angle }: SubjectBox,
): Subject | null {
  if (box === null) return null;
  const middle = middleOnCanvas(canvas, box);
  return {
    x: within((x + width / 2 - middle.x) / canvas.width, RECIPE_RANGES.subjectShift),
    y: within((y + height / 2 - middle.y) / canvas.height, RECIPE_RANGES.subjectShift),
    scale: within(width / (box.width * canvas.scale), RECIPE_RANGES.subjectScale),
    rotation: within(angle, RECIPE_RANGES.rotation),
  };
}

/** The same box with another width or height: the middle stays, and so do the proportions. */
export function resizedBox(box: SubjectBox, side: 'width' | 'height', length: number): SubjectBox {
  const factor = length / box[side];
  const width = box.width * factor;
  const height = box.height * factor;
  return { ...box, x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height };
}

/** Where the middle of the subject's box lies as long as nobody moved it. */
function middleOnCanvas(canvas: StageGeometry['canvas'], box: NonNullable<StageGeometry['box']>) {
  return {
    x: canvas.left + (box.left + box.width / 2) * canvas.scale,
    y: canvas.top + (box.top + box.height / 2) * canvas.scale,
  };
}

/** Six decimals are a hundredth of a pixel on the largest canvas, and keep a document short. */
function within(value: number, { min, max }: { readonly min: number; readonly max: number }): number {
  return Math.round(Math.min(max, Math.max(min, value)) * 1e6) / 1e6;
}
