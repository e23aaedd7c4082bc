import { pointOn } from './stage-tools.ts';
import type { StageViewStore } from './stage-view.ts';
import { type Point, toStage } from './viewport.ts';

/** What moves less than this was a tap, CSS pixels. */
const TAP_PX = 6;

/** Tells of every tap of one finger, or click, beside the picture. Returns what stops it. */
export function listenForSurroundTaps(
  surface: HTMLElement,
  view: StageViewStore,
  onTap: () => void,
): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  let from: Point | null = null;

  const isBeside = (at: Point) => {
    const { viewport, world } = view.getState();
    if (!world) return true;
    const start = toStage(viewport, { x: 0, y: 0 });
    const end = toStage(viewport, { x: world.width, y: world.height });
    return at.x < start.x || at.y < start.y || at.x > end.x || at.y > end.y;
  };

  surface.addEventListener(
    'pointerdown',
    event => {
      const at = pointOn(surface.getBoundingClientRect(), event);
      // A second finger makes it a pinch.
      from = event.isPrimary && event.button === 0 && isBeside(at) ? at : null;
    },
    { signal },
  );
  surface.addEventListener(
    'pointerup',
    event => {
      const at = pointOn(surface.getBoundingClientRect(), event);
      const isTap = from && Math.hypot(at.x - from.x, at.y - from.y) < TAP_PX;
      from = null;
      if (!isTap) return;
      // It meant what it closes: the tool in hand has nothing to do with it.
      const { pointerId, pointerType } = event;
      surface.dispatchEvent(new PointerEvent('pointercancel', { pointerId, pointerType }));
      onTap();
    },
    { signal, capture: true },
  );
  surface.addEventListener('pointercancel', () => (from = null), { signal });
  return () => stopping.abort();
}
