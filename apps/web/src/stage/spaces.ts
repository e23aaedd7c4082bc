import type { SubjectPlace } from '@backgroundfx/core';
import type { StageGeometry } from '../engine/studio.api.ts';
import { isCorrecting } from '../state/correcting.ts';
import type { Tool, View } from '../state/workspace-state.ts';
import { type Point, type Size, toWorld, type Viewport } from './viewport.ts';

/** Whether the stage shows the whole original or the canvas that the result lies on. */
export type Space = 'picture' | 'canvas';

/** Corrections are made on the picture, and the views of the matte show it; only the finished result lies on its canvas. */
export function spaceOf(tool: Tool, view: View): Space {
  if (view !== 'result') return 'picture';
  return isCorrecting(tool) ? 'picture' : 'canvas';
}

export function worldOf(geometry: StageGeometry, space: Space): Size {
  return space === 'picture' ? geometry.picture : geometry.canvas;
}

/** `x' = a x + c y + e`, `y' = b x + d y + f`, as canvases take it. */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** From the picture to the canvas, for the subject. */
export function placeAffine({ pivot, at, scale, rotation }: SubjectPlace): Affine {
  const angle = (rotation * Math.PI) / 180;
  const cos = Math.cos(angle) * scale;
  const sin = Math.sin(angle) * scale;
  return [cos, sin, -sin, cos, at.x - pivot.x * cos + pivot.y * sin, at.y - pivot.x * sin - pivot.y * cos];
}

/** @throws RangeError for an affine that makes everything flat */
export function inverted([a, b, c, d, e, f]: Affine): Affine {
  const area = a * d - b * c;
  if (area === 0) throw new RangeError('An affine that flattens has no way back');
  return [d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area];
}

export function applied([a, b, c, d, e, f]: Affine, { x, y }: Point): Point {
  return { x: a * x + c * y + e, y: b * x + d * y + f };
}

/**
 * What shows the same of another world, whose points an affine gives: what lies under a point of the stage stays there, as large
 * as it is, and everything is upright.
 */
export function carried(viewport: Viewport, affine: Affine, at: Point): Viewport {
  const scale = viewport.scale / Math.hypot(affine[0], affine[1]);
  const under = applied(affine, toWorld(viewport, at));
  return { x: under.x - at.x / scale, y: under.y - at.y / scale, scale };
}
