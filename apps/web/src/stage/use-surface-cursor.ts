import { type RefObject, useEffect } from 'react';
import type { StageParts } from './stage-tools.ts';
import { isOnSubject } from './subject-gesture.ts';

/** Gives the stage the mouse pointer that says what a press would do. */
export function useSurfaceCursor(parts: StageParts, surface: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const update = () => {
      if (surface.current) surface.current.style.cursor = cursorFor(parts);
    };
    update();
    const stops = [parts.view.subscribe(update), parts.workspace.subscribe(update)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [parts, surface]);
}

function cursorFor(parts: StageParts): string {
  const { hand, space, cursor } = parts.view.getState();
  if (hand) return hand === 'closed' ? 'grabbing' : 'grab';
  const { tool, frame } = parts.workspace.getState();
  if (!frame) return 'grab';
  switch (tool) {
    case 'restore':
    case 'erase':
    case 'refine':
      return 'none';
    case 'lasso':
    case 'region':
      return 'crosshair';
    case 'canvas':
      return 'grab';
    case 'move':
      return space === 'canvas' && cursor && isOnSubject(parts, cursor.at) ? 'move' : 'grab';
  }
}
