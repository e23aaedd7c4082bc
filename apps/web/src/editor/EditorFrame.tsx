import { type ReactNode, useRef } from 'react';
import { classes } from '../ui/classes.ts';
import { useWords } from '../words/use-words.ts';
import { useFocusLeft } from './use-focus-left.ts';
import { useToastPlace } from './use-toast-place.ts';

interface EditorFrameProps {
  /** A phone's arrangement: no rail and no inspector beside the stage, but `foot` below it. */
  readonly isNarrow: boolean;
  /** Whether a sheet lies over what is below the stage. */
  readonly isCovered: boolean;
  readonly bar: ReactNode;
  /** Left of the stage; not on narrow screens. */
  readonly rail: ReactNode;
  /** What the tool in hand offers, a strip above the stage. */
  readonly options?: ReactNode;
  readonly stage: ReactNode;
  /** Floats over the stage, at its lower edge. */
  readonly notes: ReactNode;
  /** One line below the stage. */
  readonly line: ReactNode;
  /** Right of the stage; not on narrow screens. */
  readonly inspector: ReactNode;
  readonly filmstrip: ReactNode;
  /** The way to tools and settings on narrow screens. */
  readonly foot: ReactNode;
}

const FLOATING = 'pointer-events-none absolute inset-0 *:pointer-events-auto';
/** What an open sheet covers is not the picture's; 52 px are the bar's. */
const ABOVE_SHEET = 'max-wide:max-h-[calc(100dvh-52px-max(var(--sheet,0px),var(--sheet-page,0px)))]';
/** One above the other at the lower edge; `my-auto` puts one in the middle. */
const NOTES =
  'flex flex-col items-center justify-end gap-2 *:w-full *:max-w-[420px] *:flex-none *:animate-rise';

/**
 * The places of the editor, the same whatever becomes of the picture and of the window, so that all stays where it is: the
 * stage is the same one on both sides of the narrow width, with its zoom and what is being done on it.
 */
export function EditorFrame(props: EditorFrameProps) {
  const { isNarrow, isCovered, bar, rail, options, stage, notes, line, inspector, filmstrip, foot } = props;
  const { editor: words } = useWords();
  const picture = useRef<HTMLDivElement>(null);
  const cards = useRef<HTMLDivElement>(null);
  useToastPlace(cards);
  useFocusLeft(cards, () => picture.current?.querySelector<HTMLElement>('[role="application"]')?.focus());
  return (
    <div className="grid h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[52px_minmax(0,1fr)_auto_auto] overflow-hidden wide:grid-cols-[52px_minmax(0,1fr)_304px] wide:grid-rows-[48px_minmax(0,1fr)_auto]">
      <header className="col-span-full min-w-0 border-line border-b bg-panel">{bar}</header>
      {!isNarrow && (
        <aside aria-label={words.toolbar} className="relative overflow-y-auto border-line border-r bg-panel">
          {rail}
        </aside>
      )}
      <main aria-label={words.stage} className="relative grid min-h-0 min-w-0 grid-rows-[minmax(0,1fr)_auto]">
        <div className={classes('relative flex min-h-0 min-w-0 flex-col', ABOVE_SHEET)}>
          {options}
          <div ref={picture} className="relative min-h-0 flex-1">
            {stage}
          </div>
          <div ref={cards} data-work="" className={classes(FLOATING, NOTES, 'p-4 max-wide:p-3')}>
            {notes}
          </div>
        </div>
        <div
          inert={isCovered}
          className="flex h-8 min-w-0 items-center px-3.5 text-xs text-faint max-wide:h-auto max-wide:px-1.5"
        >
          {line}
        </div>
      </main>
      {!isNarrow && (
        <aside
          aria-label={words.inspector}
          className="relative overflow-y-auto border-line border-l bg-panel"
        >
          {inspector}
        </aside>
      )}
      <div inert={isCovered} className="col-span-full min-w-0">
        {filmstrip}
      </div>
      {isNarrow && foot}
    </div>
  );
}
