import { ChevronsLeftRight } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useWords } from '../words/use-words.ts';
import { splitAt, splitOnStage } from './scene.ts';
import { pointOn, type StageParts } from './stage-tools.ts';
import { toStage } from './viewport.ts';

const STEP = 0.01;
const BIG_STEP = 0.1;
const MIDDLE = 0.5;

/** Where a key moves the line; null where it is none of a slider's. */
export function splitAfterKey(split: number, key: string, isFar: boolean): number | null {
  const step = isFar ? BIG_STEP : STEP;
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: split - step,
    ArrowDown: split - step,
    ArrowRight: split + step,
    ArrowUp: split + step,
    PageDown: split - BIG_STEP,
    PageUp: split + BIG_STEP,
    Home: 0,
    End: 1,
  };
  const moved = moves[key];
  return moved === undefined ? null : Math.round(Math.min(1, Math.max(0, moved)) * 100) / 100;
}

interface CompareLineProps {
  readonly parts: StageParts;
  readonly surface: RefObject<HTMLElement | null>;
}

/** The line between the original at its left and the result at its right, a slider for hand and keyboard. */
export function CompareLine({ parts: { workspace, view }, surface }: CompareLineProps) {
  const { stage: words } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const line = useRef<HTMLDivElement>(null);
  const before = useRef<Element | null>(null);
  useLayoutEffect(() => {
    const element = line.current;
    // Arrows move the line as soon as it was asked for; when it goes, the keyboard is where it was.
    if (view.getState().isLineAwaited) element?.focus({ preventScroll: true });
    view.setState({ isLineAwaited: false });
    return () => {
      if (document.activeElement !== element) return;
      const next = before.current?.isConnected ? before.current : surface.current;
      if (next instanceof HTMLElement) next.focus({ preventScroll: true });
    };
  }, [view, surface]);
  const split = useStore(view, state => state.split);
  const viewport = useStore(view, state => state.viewport);
  const stage = useStore(view, state => state.stage);
  const world = useStore(view, state => state.world);
  if (!world) return null;
  const scene = { viewport, stage, world };
  const x = splitOnStage(scene, split);
  const left = splitOnStage(scene, 0);
  const right = splitOnStage(scene, 1);
  const top = Math.max(0, toStage(viewport, { x: 0, y: 0 }).y);
  const bottom = Math.min(stage.height, toStage(viewport, { x: 0, y: world.height }).y);

  function press(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.preventDefault();
      workspace.getState().setComparing(false);
      return;
    }
    const moved = splitAfterKey(split, event.key, event.shiftKey);
    if (moved === null) return;
    event.preventDefault();
    view.setState({ split: moved });
  }

  return (
    <div ref={box} className="pointer-events-none absolute inset-0 overflow-hidden">
      <span
        className="absolute rounded-sm bg-black/65 px-2 py-0.5 text-xs text-white transition-opacity"
        style={{ left: left + 12, top: top + 12, opacity: x - left > 96 ? 1 : 0 }}
      >
        {words.original}
      </span>
      <span
        className="absolute rounded-sm bg-black/65 px-2 py-0.5 text-xs text-white transition-opacity"
        style={{ right: stage.width - right + 12, top: top + 12, opacity: right - x > 96 ? 1 : 0 }}
      >
        {words.result}
      </span>
      <div
        ref={line}
        role="slider"
        tabIndex={0}
        aria-label={words.compare}
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(split * 100)}
        aria-valuetext={words.compareValue(split)}
        className="group pointer-events-auto absolute w-11 -translate-x-1/2 cursor-ew-resize touch-none outline-none"
        style={{ left: x, top, height: Math.max(0, bottom - top) }}
        onFocus={event => {
          before.current = event.relatedTarget;
        }}
        onKeyDown={press}
        onDoubleClick={() => view.setState({ split: MIDDLE })}
        onPointerDown={event => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={event => {
          if (!box.current || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
          const at = pointOn(box.current.getBoundingClientRect(), event);
          view.setState({ split: splitAt(scene, at.x) });
        }}
      >
        <span className="absolute inset-y-0 left-1/2 w-0.5 -translate-x-1/2 bg-white shadow-[0_0_0_1px_rgb(0_0_0/0.25)]" />
        <span className="absolute top-1/2 left-1/2 grid size-9 -translate-1/2 place-items-center rounded-full bg-white text-black shadow-float outline-2 outline-offset-2 outline-transparent group-focus-visible:outline-accent touch:size-11">
          <ChevronsLeftRight size={18} strokeWidth={1.8} aria-hidden="true" />
        </span>
      </div>
    </div>
  );
}
