import type { Tool } from '../state/workspace-state.ts';
import { pullBrush } from './brush-gesture.ts';
import { onEscape } from './escape.ts';
import { pullLasso } from './lasso.ts';
import { clickRegion } from './regions.ts';
import { type Gesture, pointOn, type StageParts } from './stage-tools.ts';
import { lookAt, panBy, zoomBy } from './stage-view.ts';
import { isOnSubject, pullSubject } from './subject-gesture.ts';
import { limitedScale, type Point, pinched, toWorld } from './viewport.ts';
import { type LastWheel, wheelFactor, wheelIntent, wheelWay } from './wheel.ts';

const LEFT = 0;
const MIDDLE = 1;

interface Pull {
  /** The pointer's. */
  readonly id: number;
  readonly gesture: Gesture;
  readonly stopEscape: () => void;
}

/**
 * Puts pointers, fingers and the wheel to work on the stage: one finger or the left button is the tool, two fingers move and zoom
 * the picture, and so do the middle button and space. Escape takes back what is being pulled. Returns what stops it.
 */
export function listenForPointers(surface: HTMLElement, parts: StageParts): () => void {
  const { view } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;
  const fingers = new Map<number, Point>();
  let pull: Pull | null = null;
  let lastWheel: LastWheel | null = null;

  const pointOf = (event: { clientX: number; clientY: number }) =>
    pointOn(surface.getBoundingClientRect(), event);

  function begin(event: PointerEvent): void {
    const at = pointOf(event);
    if (event.pointerType === 'touch') {
      fingers.set(event.pointerId, at);
      if (fingers.size === 2) {
        // What the first finger began was the beginning of two.
        cancelPull();
        return;
      }
    }
    if (pull || fingers.size > 1) return;
    const gesture = gestureFor(parts, surface, at, event);
    if (!gesture) return;
    surface.setPointerCapture(event.pointerId);
    pull = { id: event.pointerId, gesture, stopEscape: onEscape(cancelPull) };
    view.setState({ cursor: { at, by: 'pointer' } });
  }

  /** Nothing is in hand from here on. */
  function letGo(): Gesture | undefined {
    const gesture = pull?.gesture;
    pull?.stopEscape();
    pull = null;
    return gesture;
  }

  function cancelPull(): void {
    letGo()?.cancel();
  }

  function move(event: PointerEvent): void {
    const at = pointOf(event);
    const before = fingers.get(event.pointerId);
    if (before && fingers.size === 2) {
      pinch(event.pointerId, at);
      return;
    }
    if (before) fingers.set(event.pointerId, at);
    if (pull?.id === event.pointerId) pull.gesture.move(at, event);
    view.setState({ cursor: { at, by: 'pointer' } });
  }

  function pinch(id: number, at: Point): void {
    const before = [...fingers.values()] as [Point, Point];
    fingers.set(id, at);
    const after = [...fingers.values()] as [Point, Point];
    const { viewport, world, stage, density } = view.getState();
    if (!world) return;
    lookAt(
      view,
      pinched(viewport, before, after, scale => limitedScale(scale, world, stage, density)),
    );
  }

  function end(event: PointerEvent): void {
    fingers.delete(event.pointerId);
    if (pull?.id === event.pointerId) {
      const gesture = letGo();
      if (event.type === 'pointerup') gesture?.end(pointOf(event), event);
      else gesture?.cancel();
    }
    if (event.pointerType === 'touch') view.setState({ cursor: null });
  }

  function wheel(event: WheelEvent): void {
    event.preventDefault();
    const intent = wheelIntent(event, lastWheel);
    lastWheel = { intent, timeStamp: event.timeStamp };
    if (intent === 'zoom') {
      zoomBy(view, wheelFactor(event), pointOf(event));
      return;
    }
    const { dx, dy } = wheelWay(event);
    panBy(view, -dx, -dy);
  }

  surface.addEventListener('pointerdown', begin, { signal });
  surface.addEventListener('pointermove', move, { signal });
  surface.addEventListener('pointerup', end, { signal });
  surface.addEventListener('pointercancel', end, { signal });
  surface.addEventListener('pointerleave', () => view.setState({ cursor: null }), { signal });
  // The middle button pans; it would open the page's own scrolling.
  surface.addEventListener('mousedown', event => event.button === MIDDLE && event.preventDefault(), {
    signal,
  });
  // Over handles and lines, which lie beside the surface, as well.
  (surface.parentElement ?? surface).addEventListener('wheel', wheel, { signal, passive: false });
  return () => {
    cancelPull();
    stopping.abort();
  };
}

function gestureFor(parts: StageParts, surface: HTMLElement, at: Point, event: PointerEvent): Gesture | null {
  const { workspace, view } = parts;
  if (!view.getState().world) return null;
  if (event.button === MIDDLE || view.getState().hand) return pullPicture(parts, at);
  if (event.button !== LEFT) return null;
  const { tool, frame } = workspace.getState();
  return (frame && toolGesture(parts, tool, surface, at, event)) || pullPicture(parts, at);
}

function toolGesture(
  parts: StageParts,
  tool: Tool,
  surface: HTMLElement,
  at: Point,
  event: PointerEvent,
): Gesture | null {
  switch (tool) {
    case 'restore':
    case 'erase':
    case 'refine':
      return pullBrush(parts, tool, at, event, surface);
    case 'lasso':
      return pullLasso(parts, at);
    case 'region':
      return {
        move() {},
        end: to => clickRegion(parts, toWorld(parts.view.getState().viewport, to)),
        cancel() {},
      };
    case 'move': {
      const isPicked = parts.view.getState().space === 'canvas' && isOnSubject(parts, at);
      parts.view.setState({ isPicked });
      return isPicked ? pullSubject(parts, at) : null;
    }
    case 'canvas':
      return null;
  }
}

/** The picture in a hand. */
function pullPicture({ view }: StageParts, start: Point): Gesture {
  const before = view.getState();
  let last = start;
  view.setState({ hand: 'closed' });
  // Space may have been let go meanwhile: the hand is in then.
  const letGo = () => view.setState(({ hand }) => ({ hand: hand === 'closed' ? before.hand : hand }));
  return {
    move(at) {
      panBy(view, at.x - last.x, at.y - last.y);
      last = at;
    },
    end: letGo,
    cancel: letGo,
  };
}
