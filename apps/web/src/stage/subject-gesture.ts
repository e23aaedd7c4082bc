import { isInside } from './move-box.ts';
import { snapMoved } from './snap.ts';
import type { Gesture, StageParts } from './stage-tools.ts';
import { heldBox, holdSubject, releaseSubject } from './subject-hold.ts';
import { type Point, toWorld } from './viewport.ts';

/** From so many CSS pixels on the canvas's lines pull. */
const SNAP_REACH = 6;
/** A press that moves less is a click. */
const CLICK = 3;

/** Whether a point of the stage lies on the subject's box. */
export function isOnSubject({ workspace, view }: StageParts, at: Point): boolean {
  const box = heldBox(workspace);
  return box !== null && isInside(box, toWorld(view.getState().viewport, at));
}

/** Pulls the subject over its canvas; with Ctrl or ⌘ nothing snaps, with shift it keeps to one axis. */
export function pullSubject(parts: StageParts, start: Point): Gesture {
  const { workspace, view } = parts;
  const box = heldBox(workspace);
  let isPulled = false;
  return {
    move(at, { ctrlKey, metaKey, shiftKey }) {
      const { viewport, world } = view.getState();
      if (!box || !world) return;
      let dx = (at.x - start.x) / viewport.scale;
      let dy = (at.y - start.y) / viewport.scale;
      if (!isPulled && Math.hypot(at.x - start.x, at.y - start.y) < CLICK) return;
      isPulled = true;
      if (shiftKey && Math.abs(dx) > Math.abs(dy)) dy = 0;
      else if (shiftKey) dx = 0;
      const moved = { ...box, x: box.x + dx, y: box.y + dy };
      const isFree = ctrlKey || metaKey;
      const { box: snapped, guides } = isFree
        ? { box: moved, guides: [] }
        : snapMoved(moved, world, SNAP_REACH / viewport.scale);
      holdSubject(workspace, view, snapped, guides);
    },
    end() {
      if (!isPulled) return;
      const placed = heldBox(workspace);
      releaseSubject(workspace, view, true);
      if (placed) parts.say({ kind: 'placed', x: Math.round(placed.x), y: Math.round(placed.y) });
    },
    cancel() {
      if (isPulled) releaseSubject(workspace, view, false);
    },
  };
}
