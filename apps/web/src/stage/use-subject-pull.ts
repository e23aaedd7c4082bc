import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import type { SubjectBox } from '../state/subject-box.ts';
import { onEscape } from './escape.ts';
import { pointOn, type StageParts } from './stage-tools.ts';
import { heldBox, holdSubject, releaseSubject } from './subject-hold.ts';
import { type Point, toWorld } from './viewport.ts';

interface Pull {
  /** The subject's box when the pull began. */
  readonly box: SubjectBox;
  readonly from: Point;
  readonly stopEscape: () => void;
}

/** What becomes of the subject's box while a handle is pulled; points are pixels of the canvas. */
type PullChange = (box: SubjectBox, from: Point, to: Point, event: PointerEvent) => SubjectBox;

/**
 * Makes elements over the stage change the subject: by pulling them, which is one step of the history when they are let go and
 * nothing when Escape comes first; and by arrow keys, a step for each press.
 */
export function useSubjectPull({ workspace, view }: StageParts, surface: RefObject<HTMLElement | null>) {
  const pull = useRef<Pull | null>(null);
  /** By a key that is down. */
  const isPushed = useRef(false);
  useEffect(
    () => () => {
      pull.current?.stopEscape();
      if (pull.current || isPushed.current) releaseSubject(workspace, view, false);
    },
    [workspace, view],
  );

  function worldAt(event: PointerEvent): Point {
    const bounds = surface.current?.getBoundingClientRect() ?? new DOMRect();
    return toWorld(view.getState().viewport, pointOn(bounds, event));
  }

  function end(isKept: boolean): void {
    if (!pull.current) return;
    pull.current.stopEscape();
    pull.current = null;
    releaseSubject(workspace, view, isKept);
  }

  function rest(): void {
    if (isPushed.current) releaseSubject(workspace, view, true);
    isPushed.current = false;
  }

  const byPointer = (change: PullChange) => ({
    onPointerDown(event: PointerEvent<HTMLElement>): void {
      const box = heldBox(workspace);
      if (event.button !== 0 || !box) return;
      end(false);
      event.currentTarget.setPointerCapture(event.pointerId);
      pull.current = { box, from: worldAt(event), stopEscape: onEscape(() => end(false)) };
    },
    onPointerMove(event: PointerEvent): void {
      if (!pull.current) return;
      const { box, from } = pull.current;
      holdSubject(workspace, view, change(box, from, worldAt(event), event));
    },
    onPointerUp: () => end(true),
    onPointerCancel: () => end(false),
  });

  const byKeys = (change: (box: SubjectBox, way: number) => SubjectBox) => ({
    onKeyDown(event: KeyboardEvent): void {
      const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
      const box = heldBox(workspace);
      if (way === undefined || !box) return;
      event.preventDefault();
      event.stopPropagation();
      isPushed.current = true;
      holdSubject(workspace, view, change(box, event.shiftKey ? way * 10 : way));
    },
    onKeyUp: rest,
    // The key comes up elsewhere then.
    onBlur: rest,
  });

  return { byPointer, byKeys };
}
