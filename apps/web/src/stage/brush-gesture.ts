import type { StrokeMode } from '@backgroundfx/core';
import type { WorkspaceState } from '../state/workspace-state.ts';
import { addTouch, beginStroke, type GrowingStroke, pressureOf, type Touch } from './brush-stroke.ts';
import { type Gesture, pointOn, type StageParts } from './stage-tools.ts';
import { type Point, toStage } from './viewport.ts';

/** Where the last stroke of a picture ended: a click with shift goes on from there. */
const ends = new WeakMap<object, { readonly pictureId: string | null; readonly at: Point }>();

/** A pull of a brush: painted as it goes, kept as one edit when it ends. */
export function pullBrush(
  parts: StageParts,
  mode: StrokeMode,
  start: Point,
  event: PointerEvent,
  surface: HTMLElement,
): Gesture {
  const { workspace, view, renderer } = parts;
  const brush = workspace.getState().brushes[mode];
  const { pictureId, stroke } = openStroke(parts, mode);
  const bounds = surface.getBoundingClientRect();

  function paint(touches: readonly Touch[]): void {
    const { viewport } = view.getState();
    let grew = false;
    for (const touch of touches) grew = addTouch(stroke, viewport, touch) || grew;
    if (grew) renderer.draw(stroke);
  }

  const last = ends.get(view);
  if (event.shiftKey && last && last.pictureId === pictureId) {
    paint([{ ...toStage(view.getState().viewport, last.at), pressure: 1 }]);
  }
  paint([{ ...start, pressure: pressureOf(event, brush) }]);

  return {
    move(_, moved) {
      const begun = performance.now();
      const coalesced = moved.getCoalescedEvents();
      const events = coalesced.length > 0 ? coalesced : [moved];
      paint(events.map(each => ({ ...pointOn(bounds, each), pressure: pressureOf(each, brush) })));
      // For whoever measures how promptly paint follows.
      performance.measure('paint', { start: begun, end: performance.now() });
    },
    end() {
      closeStroke(parts, stroke, pictureId);
    },
    cancel() {
      renderer.end(false);
    },
  };
}

/** A stroke of the brush as it is set now. */
export function openStroke({ workspace }: StageParts, mode: StrokeMode) {
  const { activeId, brushes } = workspace.getState();
  return { pictureId: activeId, stroke: beginStroke(mode, brushes[mode]) };
}

/** Keeps a stroke; one whose picture is no longer open is let go. */
export function closeStroke(
  { workspace, view, renderer, say }: StageParts,
  stroke: GrowingStroke,
  pictureId: WorkspaceState['activeId'],
): void {
  const { points } = stroke;
  const state = workspace.getState();
  const keep = points.length > 0 && state.activeId === pictureId && state.frame !== null;
  renderer.end(keep);
  if (!keep) return;
  ends.set(view, { pictureId, at: { x: points.at(-3)!, y: points.at(-2)! } });
  state.perform({ name: 'add-edit', edit: stroke });
  say({ kind: 'painted', mode: stroke.mode });
}
