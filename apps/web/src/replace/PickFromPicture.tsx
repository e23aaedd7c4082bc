import { Pipette } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { useWorkspace } from '../state/use-workspace.ts';
import { Button } from '../ui/Button.tsx';
import { Popover } from '../ui/Popover.tsx';
import { useIsNarrow } from '../ui/use-is-narrow.ts';
import { useWords } from '../words/use-words.ts';
import { hexOf } from './colours.ts';

/** The longest side at which the picture is shown to pick from, pixels. */
const SIDE = 256;
/** Pixels that the arrows go with shift. */
const LEAP = 10;

interface PickFromPictureProps {
  readonly onPick: (hex: string) => void;
}

/** An eyedropper for browsers that have none: the picture itself, to point at. */
export function PickFromPicture({ onPick }: PickFromPictureProps) {
  const { replace: words } = useWords();
  const [isOpen, setOpen] = useState(false);
  const isNarrow = useIsNarrow();
  const hasPicture = useWorkspace(state => state.frame !== null);
  if (window.EyeDropper || !hasPicture) return null;
  return (
    <Popover
      label={words.colourFromPicture}
      side={isNarrow ? 'top' : 'left'}
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button look="quiet" className="justify-self-start">
          <Pipette size={16} strokeWidth={1.6} aria-hidden="true" />
          {words.colourFromPicture}
        </Button>
      }
    >
      <PicturePicker
        onPick={hex => {
          setOpen(false);
          onPick(hex);
        }}
      />
    </Popover>
  );
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function PicturePicker({ onPick }: PickFromPictureProps) {
  const { replace: words } = useWords();
  const picture = useWorkspace(state => state.frame?.composed ?? null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [point, setPoint] = useState<Point | null>(null);
  const [colour, setColour] = useState<string | null>(null);

  useEffect(() => {
    const target = canvas.current;
    if (!target || !picture || picture.width === 0) return;
    const scale = SIDE / Math.max(picture.width, picture.height);
    target.width = Math.max(1, Math.round(picture.width * scale));
    target.height = Math.max(1, Math.round(picture.height * scale));
    target
      .getContext('2d', { willReadFrequently: true })
      ?.drawImage(picture, 0, 0, target.width, target.height);
  }, [picture]);

  function look({ x, y }: Point): void {
    const target = canvas.current;
    const context = target?.getContext('2d', { willReadFrequently: true });
    if (!target || !context) return;
    const at = { x: within(x, target.width), y: within(y, target.height) };
    const [r = 0, g = 0, b = 0, a = 0] = context.getImageData(at.x, at.y, 1, 1).data;
    setPoint(at);
    setColour(a === 0 ? null : hexOf(r, g, b));
  }

  function lookUnder(event: PointerEvent): void {
    const target = canvas.current;
    if (!target) return;
    const box = target.getBoundingClientRect();
    look({
      x: Math.floor(((event.clientX - box.left) / box.width) * target.width),
      y: Math.floor(((event.clientY - box.top) / box.height) * target.height),
    });
  }

  function onKeyDown(event: KeyboardEvent): void {
    const by = event.shiftKey ? LEAP : 1;
    const ways: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-by, 0],
      ArrowRight: [by, 0],
      ArrowUp: [0, -by],
      ArrowDown: [0, by],
    };
    const way = ways[event.key];
    if (!way) return;
    const { width = 0, height = 0 } = canvas.current ?? {};
    const from = point ?? { x: width >> 1, y: height >> 1 };
    look({ x: from.x + way[0], y: from.y + way[1] });
    event.preventDefault();
  }

  return (
    <div className="grid max-w-64 gap-2">
      <button
        type="button"
        aria-label={words.picture}
        aria-description={words.colourFromPictureHint}
        className="checkerboard relative cursor-crosshair touch-none overflow-hidden rounded-sm"
        onPointerMove={lookUnder}
        onPointerDown={lookUnder}
        onClick={() => colour && onPick(colour)}
        onKeyDown={onKeyDown}
      >
        <canvas ref={canvas} className="block max-w-full" />
        {point && (
          <span
            className="pointer-events-none absolute -m-2 size-4 rounded-full border-2 border-white shadow-[0_0_0_1px_#0006]"
            style={{ left: point.x, top: point.y }}
          />
        )}
      </button>
      <p className="flex items-center gap-2 text-xs text-dim" aria-live="polite">
        {colour && (
          <span className="size-4 rounded-xs border border-line-strong" style={{ background: colour }} />
        )}
        {colour ?? words.colourFromPictureHint}
      </p>
    </div>
  );
}

function within(value: number, side: number): number {
  return Math.min(side - 1, Math.max(0, value));
}
