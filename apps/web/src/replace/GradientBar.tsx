import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { useWords } from '../words/use-words.ts';
import { changedStop, cssBar, type Gradient } from './gradient.ts';

interface GradientBarProps {
  readonly gradient: Gradient;
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
  /** Undefined where no more colours fit in. */
  readonly onAdd: ((at: number) => void) | undefined;
  /** Undefined where as many are left as there must be. */
  readonly onRemove: ((index: number) => void) | undefined;
  readonly onPreview: (gradient: Gradient) => void;
  readonly onCommit: (gradient: Gradient) => void;
}

const STEP = 0.01;
const LEAP = 0.1;

/** The gradient from its beginning to its end, with a point to drag for each colour. */
export function GradientBar({
  gradient,
  chosen,
  onChoose,
  onAdd,
  onRemove,
  onPreview,
  onCommit,
}: GradientBarProps) {
  const { replace: words } = useWords();
  const bar = useRef<HTMLDivElement>(null);
  /** The gradient as the drag or the keys under way have made it. */
  const [draft, setDraft] = useState<Gradient | null>(null);
  const shown = draft ?? gradient;

  function shareAt(event: PointerEvent): number {
    const box = bar.current?.getBoundingClientRect();
    if (!box) return 0;
    return rounded((event.clientX - box.left) / box.width);
  }

  function move(index: number, at: number): void {
    const moved = changedStop(shown, index, { at: rounded(at) });
    setDraft(moved);
    onPreview(moved);
  }

  function settle(): void {
    if (draft) onCommit(draft);
    setDraft(null);
  }

  function remove(index: number): void {
    if (!onRemove) return;
    // The one before is chosen then; the last one's element goes, and the focus with it.
    const points = bar.current?.querySelectorAll<HTMLElement>('[role="slider"]');
    points?.[Math.max(0, index - 1)]?.focus();
    onRemove(index);
  }

  function onKeyDown(event: KeyboardEvent, index: number, at: number): void {
    const by = event.shiftKey ? LEAP : STEP;
    const places: Readonly<Record<string, number>> = {
      ArrowLeft: at - by,
      ArrowDown: at - by,
      ArrowRight: at + by,
      ArrowUp: at + by,
      Home: 0,
      End: 1,
    };
    const place = places[event.key];
    if (place !== undefined) move(index, place);
    else if (event.key === 'Delete' || event.key === 'Backspace') remove(index);
    else return;
    event.preventDefault();
  }

  return (
    <div className="px-2 pt-2 pb-2" title={words.gradient.hint}>
      <div
        ref={bar}
        className="checkerboard relative h-7 cursor-copy rounded-sm touch:h-11"
        onPointerDown={event => {
          if (event.target === event.currentTarget) onAdd?.(shareAt(event));
        }}
      >
        <div
          className="pointer-events-none absolute inset-0 rounded-sm border border-line"
          style={{ background: cssBar(shown) }}
        />
        {[...shown.stops.entries()].map(([index, { at, color }]) => (
          <div
            key={index}
            role="slider"
            tabIndex={0}
            aria-label={words.gradient.stop(index + 1, at)}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(at * 100)}
            data-chosen={index === chosen || undefined}
            className="absolute -top-1 -bottom-1 -ml-2 w-4 cursor-ew-resize touch-none rounded-xs border-2 border-white shadow-[0_0_0_1px_#0006] after:absolute after:-inset-x-1.5 after:-inset-y-1 data-chosen:z-10 data-chosen:shadow-[0_0_0_1px_#0006,0_0_0_3px_var(--accent)] touch:after:-inset-x-3"
            style={{ left: `${at * 100}%`, background: color }}
            onFocus={() => onChoose(index)}
            onPointerDown={event => {
              event.currentTarget.setPointerCapture(event.pointerId);
              event.currentTarget.focus();
            }}
            onPointerMove={event => {
              if (event.currentTarget.hasPointerCapture(event.pointerId)) move(index, shareAt(event));
            }}
            onPointerUp={settle}
            onKeyDown={event => onKeyDown(event, index, at)}
            onKeyUp={settle}
            onBlur={settle}
          />
        ))}
      </div>
    </div>
  );
}

function rounded(at: number): number {
  return Math.round(Math.min(1, Math.max(0, at)) * 100) / 100;
}
