import type { StrokeEdit, StrokeMode } from '@backgroundfx/core';
import type { BrushSettings } from '../state/workspace-state.ts';
import { type Point, toWorld, type Viewport } from './viewport.ts';

/** Where a brush touches the stage, CSS pixels; pressure 0..1. */
export interface Touch extends Point {
  readonly pressure: number;
}

/** A stroke that grows; its points may be added to until it is kept. */
export interface GrowingStroke extends StrokeEdit {
  readonly points: number[];
}

/** A light pen still paints something. */
const LEAST_PRESSURE = 0.05;
/** Nearer to the last one than this, in CSS pixels, a touch says nothing new. */
const LEAST_WAY = 0.5;

export function beginStroke(mode: StrokeMode, brush: BrushSettings): GrowingStroke {
  return {
    kind: 'stroke',
    mode,
    points: [],
    size: brush.size,
    hardness: brush.hardness,
    opacity: brush.opacity,
    // The refine brush looks for edges itself.
    edge_aware: mode !== 'refine' && brush.edgeAware,
  };
}

/** Adds a touch where the stroke has none yet. @returns whether it grew */
export function addTouch({ points }: GrowingStroke, viewport: Viewport, touch: Touch): boolean {
  const at = toWorld(viewport, touch);
  const last = points.length - 3;
  if (last >= 0) {
    const way = Math.hypot(at.x - points[last]!, at.y - points[last + 1]!) * viewport.scale;
    if (way < LEAST_WAY) return false;
  }
  points.push(tenths(at.x), tenths(at.y), hundredths(Math.max(LEAST_PRESSURE, touch.pressure)));
  return true;
}

/** What of a pointer's event tells how hard it presses; mice and fingers press fully. */
export function pressureOf(
  event: { readonly pointerType: string; readonly pressure: number },
  brush: BrushSettings,
): number {
  return brush.pressure && event.pointerType === 'pen' ? event.pressure : 1;
}

/** A tenth of a pixel is finer than a matte shows, and keeps a document short. */
function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
