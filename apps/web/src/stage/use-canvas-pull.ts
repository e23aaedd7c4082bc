import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import { ARROWS } from '../ui/arrows.ts';
import { heldCanvas, holdCanvas, releaseCanvas } from './canvas-hold.ts';
import { type CanvasRect, pulledRect } from './canvas-pull.ts';
import { onEscape } from './escape.ts';
import type { Grip } from './move-box.ts';
import { pointOn, type StageParts } from './stage-tools.ts';
import type { Point } from './viewport.ts';

interface Pull {
  readonly rect: CanvasRect;
  /** CSS pixels of the stage. */
  readonly from: Point;
  readonly stopEscape: () => void;
}

/** Arrows that follow each other sooner are one step of the history, ms. */
const PAUSE = 400;

/**
 * Makes elements over the stage change the canvas: by pulling them, which is one step of the history when they are let go and
 * nothing when Escape comes first; and by arrow keys, a step for all that come in a row.
 */
export function useCanvasPull(parts: StageParts, surface: RefObject<HTMLElement | null>) {
  const pull = useRef<Pull | null>(null);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);

  function end(isKept: boolean): void {
    clearTimeout(pause.current);
    pull.current?.stopEscape();
    pull.current = null;
    releaseCanvas(parts, isKept);
  }

  useEffect(
    () => () => {
      clearTimeout(pause.current);
      pull.current?.stopEscape();
      releaseCanvas(parts, false);
    },
    [parts],
  );

  function stagePoint(event: PointerEvent): Point {
    return pointOn(surface.current?.getBoundingClientRect() ?? new DOMRect(), event);
  }

  return (grip: Grip) => ({
    onPointerDown(event: PointerEvent<HTMLElement>): void {
      if (event.button !== 0) return;
      end(true);
      const rect = heldCanvas(parts);
      if (!rect) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      pull.current = { rect, from: stagePoint(event), stopEscape: onEscape(() => end(false)) };
    },
    onPointerMove(event: PointerEvent): void {
      if (!pull.current) return;
      const { rect, from } = pull.current;
      const at = stagePoint(event);
      const { scale } = parts.view.getState().viewport;
      const by = { x: (at.x - from.x) / scale, y: (at.y - from.y) / scale };
      const { shiftKey: keepsRatio, altKey: aboutMiddle } = event;
      holdCanvas(parts, pulledRect(rect, grip, by, { keepsRatio, aboutMiddle }));
    },
    onPointerUp: () => pull.current && end(true),
    onPointerCancel: () => pull.current && end(false),
    onKeyDown(event: KeyboardEvent): void {
      const arrow = ARROWS[event.key];
      if (!arrow || arrow.x * grip.x + arrow.y * grip.y === 0) {
        // Shift is no key of its own: it goes with the arrow that follows.
        if (event.key !== 'Shift' && event.key !== 'Alt') end(event.key !== 'Escape');
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      const rect = heldCanvas(parts);
      if (!rect) return;
      const step = event.shiftKey ? 10 : 1;
      const by = { x: arrow.x * step, y: arrow.y * step };
      holdCanvas(parts, pulledRect(rect, grip, by, { aboutMiddle: event.altKey }));
      clearTimeout(pause.current);
      pause.current = setTimeout(() => end(true), PAUSE);
    },
    // A pointer that takes another handle comes before the one with the keyboard is left.
    onBlur: () => pull.current ?? end(true),
  });
}
