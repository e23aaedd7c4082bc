import { useEffect, useRef, useState } from 'react';
import { useWorkspace } from '../state/use-workspace.ts';
import { useWords } from '../words/use-words.ts';
import { eventText } from './event-text.ts';
import { StageCommands } from './StageCommands.tsx';
import { StageOverlays } from './StageOverlays.tsx';
import { listenForSurroundTaps } from './surround-tap.ts';
import { useStageParts } from './use-stage-parts.ts';

/** A picture that is painted on, moved and walked over by arrow keys is a control of its own. */
const WORKED_BY_KEYS = { tabIndex: 0 } as const;

interface StageProps {
  /** Told of taps beside the picture, where it means something to the page. */
  readonly onSurroundTap?: (() => void) | undefined;
}

/** The picture that is open, with everything that is done on it by hand. Fills its box. */
export function Stage({ onSurroundTap }: StageProps) {
  const { stage: words, editor } = useWords();
  const elements = {
    surface: useRef<HTMLDivElement>(null),
    base: useRef<HTMLCanvasElement>(null),
    top: useRef<HTMLCanvasElement>(null),
    probe: useRef<HTMLSpanElement>(null),
  };
  const [said, setSaid] = useState('');
  const parts = useStageParts(elements, event => setSaid(eventText(event, words)));
  const { surface } = elements;
  useEffect(() => {
    if (!onSurroundTap || !parts || !surface.current) return;
    return listenForSurroundTaps(surface.current, parts.view, onSurroundTap);
  }, [onSurroundTap, parts, surface]);
  const name = useWorkspace(
    ({ pictures, activeId }) => pictures.find(picture => picture.id === activeId)?.name,
  );
  const view = useWorkspace(state => state.view);
  const tool = useWorkspace(state => state.tool);

  return (
    <div className="relative isolate size-full min-h-0 min-w-0 overflow-hidden bg-surround select-none">
      <div
        ref={elements.surface}
        role="application"
        data-work
        {...WORKED_BY_KEYS}
        aria-label={name === undefined ? words.nothing : `${words.stage(name)}. ${editor.views[view]}`}
        aria-describedby="stage-hint"
        className="absolute inset-0 touch-none -outline-offset-2 outline-accent not-data-led:outline-none data-led:outline-2"
      >
        <canvas ref={elements.base} className="block size-full" />
        <canvas ref={elements.top} className="pointer-events-none absolute inset-0 size-full" />
      </div>
      <span
        ref={elements.probe}
        className="pointer-events-none invisible absolute border-t border-(--check-b) bg-(--check-a) text-accent"
      />
      <p id="stage-hint" className="sr-only">
        {words.hints[tool]}
      </p>
      <p role="status" className="sr-only">
        {said}
      </p>
      {parts && (
        <>
          <StageCommands parts={parts} />
          <StageOverlays parts={parts} surface={elements.surface} />
        </>
      )}
    </div>
  );
}
