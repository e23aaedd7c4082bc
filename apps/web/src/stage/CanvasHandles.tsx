import { CANVAS_SIDE } from '@backgroundfx/core';
import type { RefObject } from 'react';
import { useStore } from 'zustand';
import { classes } from '../ui/classes.ts';
import { useWords } from '../words/use-words.ts';
import type { CanvasRect } from './canvas-pull.ts';
import { CORNERS, type Grip, gripCursor, SIDES } from './move-box.ts';
import type { StageParts } from './stage-tools.ts';
import { useCanvasPull } from './use-canvas-pull.ts';
import { toStage } from './viewport.ts';

const SIDE_NAMES = ['top', 'right', 'bottom', 'left'] as const;
const HANDLE =
  'group pointer-events-auto absolute grid -translate-1/2 touch-none place-items-center outline-none';
const KNOB =
  'border-[1.5px] border-accent bg-white outline-2 outline-offset-2 outline-transparent group-focus-visible:outline-accent';

interface CanvasHandlesProps {
  readonly parts: StageParts;
  readonly surface: RefObject<HTMLElement | null>;
  readonly rect: CanvasRect;
}

/** The sides of the canvas over their whole length, which keys move too, and its corners. */
export function CanvasHandles({ parts, surface, rect }: CanvasHandlesProps) {
  const { stage: words } = useWords();
  const viewport = useStore(parts.view, state => state.viewport);
  const stage = useStore(parts.view, state => state.stage);
  const pull = useCanvasPull(parts, surface);
  const start = toStage(viewport, { x: rect.left, y: rect.top });
  const end = toStage(viewport, { x: rect.left + rect.width, y: rect.top + rect.height });
  const middle = (from: number, to: number, room: number) => (Math.max(0, from) + Math.min(room, to)) / 2;
  const place = ({ x, y }: Grip) => ({
    left: x === 0 ? middle(start.x, end.x, stage.width) : x === 1 ? end.x : start.x,
    top: y === 0 ? middle(start.y, end.y, stage.height) : y === 1 ? end.y : start.y,
    cursor: gripCursor({ x, y }, 0),
  });
  const length = (from: number, to: number, room: number) =>
    Math.max(0, Math.min(room, to) - Math.max(0, from));

  return (
    <>
      {SIDES.map((side, k) => (
        <div
          key={SIDE_NAMES[k]}
          role="slider"
          tabIndex={0}
          aria-label={words.canvasSides[SIDE_NAMES[k]!]}
          aria-orientation={side.x === 0 ? 'vertical' : 'horizontal'}
          aria-valuemin={CANVAS_SIDE.min}
          aria-valuemax={CANVAS_SIDE.max}
          aria-valuenow={side.x === 0 ? rect.height : rect.width}
          aria-valuetext={words.canvasSize(rect.width, rect.height)}
          className={classes(HANDLE, side.x === 0 ? 'h-5 touch:h-11' : 'w-5 touch:w-11')}
          style={{
            ...place(side),
            ...(side.x === 0
              ? { width: length(start.x, end.x, stage.width) }
              : { height: length(start.y, end.y, stage.height) }),
          }}
          {...pull(side)}
        >
          <span className={classes(KNOB, 'rounded-full', side.x === 0 ? 'h-1.5 w-6' : 'h-6 w-1.5')} />
        </div>
      ))}
      {CORNERS.map(corner => (
        <div
          key={`${corner.x}${corner.y}`}
          className={classes(HANDLE, 'size-7 touch:size-11')}
          style={place(corner)}
          {...pull(corner)}
        >
          <span className={classes(KNOB, 'size-3 rounded-xs')} />
        </div>
      ))}
    </>
  );
}
