import type { RefObject } from 'react';
import { useStore } from 'zustand';
import { useWords } from '../words/use-words.ts';
import { CanvasHandles } from './CanvasHandles.tsx';
import { wholeCanvas } from './canvas-pull.ts';
import type { StageParts } from './stage-tools.ts';
import { toStage } from './viewport.ts';

/** What the size needs above the frame, CSS pixels; it stands inside where there is less. */
const ROOM_ABOVE = 24;

interface CanvasFrameProps {
  readonly parts: StageParts;
  readonly surface: RefObject<HTMLElement | null>;
}

/** The canvas's frame with its thirds and its size in pixels: what will be exported, with handles to pull it larger and smaller. */
export function CanvasFrame({ parts, surface }: CanvasFrameProps) {
  const { stage: words } = useWords();
  const viewport = useStore(parts.view, state => state.viewport);
  const world = useStore(parts.view, state => state.world);
  const stage = useStore(parts.view, state => state.stage);
  const pulled = useStore(parts.view, state => state.pulledCanvas?.rect);
  if (!world) return null;
  const rect = pulled ?? wholeCanvas(world);
  const { x, y } = toStage(viewport, { x: rect.left, y: rect.top });
  const width = rect.width * viewport.scale;
  const height = rect.height * viewport.scale;
  const frame = `M${x} ${y}h${width}v${height}h${-width}Z`;
  const thirds = `M${x + width / 3} ${y}v${height}M${x + (2 * width) / 3} ${y}v${height}M${x} ${y + height / 3}h${width}M${x} ${y + (2 * height) / 3}h${width}`;
  return (
    <div className="pointer-events-none absolute inset-0 overflow-hidden">
      <svg className="size-full" aria-hidden="true" fill="none">
        {pulled && (
          <path
            d={`M0 0H${stage.width}V${stage.height}H0Z${frame}`}
            fillRule="evenodd"
            className="fill-surround"
            fillOpacity="0.72"
          />
        )}
        <path d={thirds} stroke="#000" strokeOpacity="0.25" strokeWidth="2" />
        <path d={thirds} stroke="#fff" strokeOpacity="0.6" strokeWidth="1" />
        <path d={frame} className="stroke-panel" strokeOpacity="0.7" strokeWidth="4" />
        <path d={frame} className="stroke-accent" strokeWidth="1.5" />
      </svg>
      <p
        className="absolute rounded-xs bg-accent px-1.5 text-xs text-on-accent tabular-nums"
        style={{ left: Math.max(8, x + 24), top: y < ROOM_ABOVE ? y + 8 : y - 20 }}
      >
        {words.canvasSize(rect.width, rect.height)}
      </p>
      <CanvasHandles parts={parts} surface={surface} rect={rect} />
    </div>
  );
}
