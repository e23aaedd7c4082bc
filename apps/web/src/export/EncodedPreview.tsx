import { ChevronsLeftRight } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import { ARROWS } from '../ui/arrows.ts';
import { classes } from '../ui/classes.ts';
import { Segmented } from '../ui/Segmented.tsx';
import { useWords } from '../words/use-words.ts';
import { actual, drawHalves, fitted, heldShift, type Placement, type Shift } from './draw-halves.ts';

const MIDDLE = 0.5;
const STEP = 0.01;
/** What an arrow key moves the picture by at 100 %, of the view's sides: alone, and with shift. */
const KEY_STEP = { plain: 0.1, shift: 0.5 };
/** A pointer that went no further was not dragged, CSS pixels. */
const TAP = 4;
/** At 100 % the view is a control of its own, as a scrolled box is. */
const WORKED_BY_KEYS = { tabIndex: 0, role: 'group' } as const;

interface Grab {
  readonly x: number;
  readonly y: number;
  readonly from: Shift;
  isDrag: boolean;
}

interface EncodedPreviewProps {
  /** The picture before it was encoded. */
  readonly before: ImageBitmap;
  /** As it will be saved; null until it is written. */
  readonly after: ImageBitmap | null;
  /** Whether there is going to be an `after`: a file with layers has none. */
  readonly isComparable: boolean;
  readonly fileName: string;
}

/**
 * The picture before and as saved, either side of a line, with a checkerboard beneath what is transparent of it. A real range
 * input moves the line; dragging in the picture does too where all of it is seen. At 100 % drags and arrow keys move the picture,
 * and a tap brings what it points at to the middle.
 */
export function EncodedPreview({ before, after, isComparable, fileName }: EncodedPreviewProps) {
  const { export: words } = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const ground = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState<'fit' | 'actual'>('fit');
  const [split, setSplit] = useState(MIDDLE);
  const [shift, setShift] = useState<Shift>({ x: 0, y: 0 });
  const grabbed = useRef<Grab | null>(null);

  const draw = useEffectEvent(() => {
    const view = canvas.current;
    const context = view?.getContext('2d');
    if (!view || !context) return;
    const scale = window.devicePixelRatio;
    view.width = Math.max(1, Math.round(view.clientWidth * scale));
    view.height = Math.max(1, Math.round(view.clientHeight * scale));
    const shown = after ?? before;
    const place = zoom === 'fit' ? fitted(shown, view) : actual(shown, view, shift);
    drawHalves(context, place, [before, shown], after ? split : 0);
    if (ground.current) layBeneath(ground.current, place, scale);
  });

  // Whatever is rendered anew is drawn anew.
  useEffect(() => draw());
  useEffect(() => {
    const watch = new ResizeObserver(() => draw());
    if (canvas.current) watch.observe(canvas.current);
    return () => watch.disconnect();
  }, []);

  function grab(event: PointerEvent): void {
    event.currentTarget.setPointerCapture(event.pointerId);
    if (zoom === 'fit' && after) setSplit(shareAt(event));
    grabbed.current = { x: event.clientX, y: event.clientY, from: shift, isDrag: false };
  }

  function move(event: PointerEvent): void {
    const view = canvas.current;
    if (!grabbed.current || !view) return;
    if (zoom === 'fit') {
      if (after) setSplit(shareAt(event));
      return;
    }
    const { x, y, from } = grabbed.current;
    if (Math.hypot(event.clientX - x, event.clientY - y) > TAP) grabbed.current.isDrag = true;
    const scale = window.devicePixelRatio;
    shiftTo({ x: from.x + (event.clientX - x) * scale, y: from.y + (event.clientY - y) * scale });
  }

  function shiftTo(wanted: Shift): void {
    if (canvas.current) setShift(heldShift(after ?? before, canvas.current, wanted));
  }

  function letGo(): void {
    grabbed.current = null;
  }

  function release(event: PointerEvent): void {
    const grab = grabbed.current;
    letGo();
    if (!grab || grab.isDrag || zoom === 'fit') return;
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    const scale = window.devicePixelRatio;
    shiftTo({
      x: grab.from.x + (left + width / 2 - grab.x) * scale,
      y: grab.from.y + (top + height / 2 - grab.y) * scale,
    });
  }

  function onKeyDown(event: KeyboardEvent): void {
    const arrow = ARROWS[event.key];
    const view = canvas.current;
    if (!arrow || !view || zoom === 'fit') return;
    event.preventDefault();
    const step = event.shiftKey ? KEY_STEP.shift : KEY_STEP.plain;
    // As scrolling does: what lies that way comes into view.
    shiftTo({ x: shift.x - arrow.x * step * view.width, y: shift.y - arrow.y * step * view.height });
  }

  return (
    <>
      <div
        {...(zoom === 'actual' && { ...WORKED_BY_KEYS, 'aria-label': words.moved, onKeyDown })}
        // What lies in it would lie over an outline of its own.
        className="relative min-h-0 min-w-0 flex-1 max-wide:min-h-[24dvh] overflow-hidden bg-surround after:pointer-events-none after:absolute after:inset-0 after:z-1 after:-outline-offset-2 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent"
      >
        <div ref={ground} data-ground="" aria-hidden="true" className="checkerboard canvas-edge absolute" />
        <canvas
          ref={canvas}
          role="img"
          aria-label={words.preview(fileName)}
          className={classes(
            'absolute inset-0 size-full touch-none',
            zoom === 'actual' ? 'cursor-grab active:cursor-grabbing' : after && 'cursor-ew-resize',
          )}
          onPointerDown={grab}
          onPointerMove={move}
          onPointerUp={release}
          onPointerCancel={letGo}
        />
        {after && (
          <>
            <div
              aria-hidden="true"
              className="pointer-events-none absolute inset-y-0 w-0.5 -translate-x-1/2 bg-white shadow-[0_0_0_1px_rgb(0_0_0/0.25)]"
              style={{ left: `${split * 100}%` }}
            >
              <span className="absolute top-1/2 left-1/2 grid size-8 -translate-1/2 place-items-center rounded-full bg-white text-black shadow-float">
                <ChevronsLeftRight size={16} strokeWidth={1.8} />
              </span>
            </div>
            <Tag side="left">{words.before}</Tag>
            <Tag side="right">{words.after}</Tag>
          </>
        )}
      </div>
      <div className="flex flex-none items-center gap-3 border-t border-line px-5 py-1.5">
        <span className="grid min-h-8 min-w-0 flex-1 touch:min-h-11">
          {isComparable && (
            <input
              type="range"
              className="slider"
              aria-label={words.compare}
              aria-valuetext={words.spoken(split)}
              min={0}
              max={1}
              step={STEP}
              value={split}
              disabled={!after}
              onChange={event => setSplit(event.target.valueAsNumber)}
              onDoubleClick={() => setSplit(MIDDLE)}
            />
          )}
        </span>
        <Segmented
          label={words.zoom}
          value={zoom}
          options={[
            { value: 'fit', label: words.fit },
            { value: 'actual', label: words.actual },
          ]}
          onChange={setZoom}
        />
      </div>
    </>
  );
}

/** Lays an element exactly where the picture is drawn. @param scale device pixels of one of the page's */
function layBeneath({ style }: HTMLElement, { left, top, width, height }: Placement, scale: number): void {
  style.left = `${left / scale}px`;
  style.top = `${top / scale}px`;
  style.width = `${Math.round(width) / scale}px`;
  style.height = `${Math.round(height) / scale}px`;
}

/** Where the pointer is, 0..1 of what it points at. */
function shareAt({ clientX, currentTarget }: PointerEvent): number {
  const { left, width } = currentTarget.getBoundingClientRect();
  return Math.max(0, Math.min(1, (clientX - left) / width));
}

function Tag({ side, children }: { readonly side: 'left' | 'right'; readonly children: string }) {
  return (
    <span
      className={`pointer-events-none absolute top-3 rounded-sm bg-black/65 px-2 py-0.5 text-xs text-white ${side === 'left' ? 'left-3' : 'right-3'}`}
    >
      {children}
    </span>
  );
}
