import type { Gesture, StageParts } from './stage-tools.ts';
import { type Point, toWorld } from './viewport.ts';

/** A pull shorter than this, in CSS pixels, sets a point; a longer one draws freely. */
const CLICK = 4;
/** So near to its first point a click closes the outline, CSS pixels. */
const CLOSING = 10;
/** The freely drawn line keeps a point for each such way, CSS pixels. */
const STEP = 2;

/**
 * A press of the lasso: pulling draws the outline freely, and releasing closes it; clicks set corners one by one, until one on the
 * first corner (or Enter, or a second click on the spot) closes it.
 */
export function pullLasso(parts: StageParts, start: Point): Gesture {
  const { view } = parts;
  const before = view.getState().outline;
  let last = start;
  let isFree = false;
  addCorner(parts, start);

  return {
    move(at) {
      const way = Math.hypot(at.x - last.x, at.y - last.y);
      if (!isFree && way < CLICK) return;
      isFree = true;
      if (way < STEP) return;
      last = at;
      addCorner(parts, at);
    },
    end(at) {
      if (isFree) closeOutline(parts);
      else if (closes(parts, before, at)) {
        view.setState({ outline: before });
        closeOutline(parts);
      } else parts.say({ kind: 'point', count: view.getState().outline.length / 2 });
    },
    cancel() {
      view.setState({ outline: before });
    },
  };
}

/** Whether a click lies on the first corner, or once more on the last one. */
function closes({ view }: StageParts, outline: readonly number[], at: Point): boolean {
  if (outline.length < 6) return false;
  const { viewport } = view.getState();
  const world = toWorld(viewport, at);
  const isOn = (k: number) =>
    Math.hypot(world.x - outline[k]!, world.y - outline[k + 1]!) * viewport.scale <= CLOSING;
  return isOn(0) || isOn(outline.length - 2);
}

/** Adds a corner under a point of the stage. */
export function addCorner({ view }: StageParts, at: Point): void {
  view.setState(({ outline, viewport }) => {
    const { x, y } = toWorld(viewport, at);
    return { outline: [...outline, Math.round(x * 10) / 10, Math.round(y * 10) / 10] };
  });
}

/** Keeps the outline as an edit, and begins a new one. */
export function closeOutline({ workspace, view, say }: StageParts): void {
  const { outline } = view.getState();
  const { frame, lassoMode, perform } = workspace.getState();
  view.setState({ outline: [] });
  if (outline.length < 6 || !frame) {
    if (outline.length > 0) say({ kind: 'too_few_points' });
    return;
  }
  perform({ name: 'add-edit', edit: { kind: 'lasso', mode: lassoMode, points: outline } });
  say({ kind: 'outlined', mode: lassoMode });
}
