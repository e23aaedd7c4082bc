import { type PointerEvent, useCallback, useRef, useState } from 'react';

/** Parts of the window's height, with the row that a sheet stands on. */
const HALF = 0.5;
const FULL = 0.9;
/** Let go of below this share of where it stood, it closes. */
const CLOSES_BELOW = 0.6;
/** What moves less than this was a tap. */
const TAP_PX = 4;

interface SheetHeight {
  /** Of the sheet; measures it. */
  readonly measure: (sheet: HTMLElement | null) => (() => void) | undefined;
  readonly style: { readonly height?: string; readonly maxHeight: string };
  /** Whether more is in it than it shows. */
  readonly hasMore: boolean;
  readonly isTall: boolean;
  readonly toggle: () => void;
  /** Of what it is dragged by. */
  readonly drag: {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp: () => void;
    readonly onPointerCancel: () => void;
  };
}

/**
 * How high a sheet is: as high as its content, at most half of the window, or nearly all of it once it was asked to show more.
 * The page finds in `covers` (a CSS variable) how much of its lower end is covered, of which a tall sheet takes no more than
 * one at half height.
 */
export function useSheetHeight(covers: `--${string}`, onClose: () => void): SheetHeight {
  const [isTall, setTall] = useState(false);
  const [hasMore, setHasMore] = useState(false);
  const [dragged, setDragged] = useState<number | null>(null);
  const from = useRef<{ readonly y: number; readonly height: number } | null>(null);

  const measure = useCallback(
    (sheet: HTMLElement | null) => {
      const body = sheet?.querySelector('[data-sheet-body]');
      if (!sheet || !body) return;
      const { style } = document.documentElement;
      const observer = new ResizeObserver(() => {
        if (from.current) return;
        const needed = sheet.offsetHeight - body.clientHeight + body.scrollHeight;
        // Not where it is seen: it may be on its way up.
        const foot = Number.parseFloat(getComputedStyle(sheet).bottom);
        setHasMore(needed + foot > Math.ceil(window.innerHeight * HALF) + 1);
        style.setProperty(
          covers,
          `min(${HALF * 100}dvh, ${sheet.offsetHeight}px + var(--tabs) + env(safe-area-inset-bottom))`,
        );
      });
      observer.observe(sheet);
      // The content grows within a sheet that is as high as it may be.
      for (const part of body.children) observer.observe(part);
      return () => {
        observer.disconnect();
        style.removeProperty(covers);
      };
    },
    [covers],
  );

  function end(): void {
    const start = from.current;
    from.current = null;
    if (!start || dragged === null) return;
    setDragged(null);
    if (dragged < start.height * CLOSES_BELOW) {
      if (isTall && dragged > window.innerHeight * HALF * CLOSES_BELOW) setTall(false);
      else onClose();
    } else if (hasMore) setTall(dragged > (window.innerHeight * (HALF + FULL)) / 2);
  }

  return {
    measure,
    style: {
      ...(dragged !== null && { height: `${dragged}px` }),
      maxHeight: `calc(${(isTall || dragged !== null ? FULL : HALF) * 100}dvh - var(--tabs) - env(safe-area-inset-bottom))`,
    },
    hasMore,
    isTall,
    toggle: () => setTall(!isTall),
    drag: {
      onPointerDown: event => {
        const sheet = event.currentTarget.parentElement;
        if (sheet) from.current = { y: event.clientY, height: sheet.offsetHeight };
      },
      onPointerMove: event => {
        const start = from.current;
        if (!start) return;
        if (event.buttons === 0) {
          from.current = null;
          return;
        }
        const up = start.y - event.clientY;
        if (dragged === null && Math.abs(up) <= TAP_PX) return;
        // From here on it is no tap on a button, which the pointer may have pressed.
        event.currentTarget.setPointerCapture(event.pointerId);
        setDragged(Math.max(0, start.height + (hasMore || up < 0 ? up : 0)));
      },
      onPointerUp: end,
      onPointerCancel: end,
    },
  };
}
