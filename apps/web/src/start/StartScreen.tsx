import { CircleAlert, PlaneTakeoff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWorkspace } from '../state/use-workspace.ts';
import type { WorkspaceNotice } from '../state/workspace-state.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { Mark } from '../ui/Mark.tsx';
import { IS_APPLE } from '../ui/platform.ts';
import { tellNotice } from '../words/tell-notice.ts';
import { useWords } from '../words/use-words.ts';
import { SampleRow } from './SampleRow.tsx';
import { useStartCommands } from './use-start-commands.ts';

/** A phone in the hand drops nothing and has no keys; everything larger may. */
const DESK = '[@media(hover:none)_and_(max-width:720px)]:hidden';
const HAND = 'hidden [@media(hover:none)_and_(max-width:720px)]:inline';

interface StartScreenProps {
  readonly onChoose: () => void;
  /** Which engine there is and how far it is on this device. */
  readonly engine: ReactNode;
  /** Asks what works without a network. */
  readonly onOffline: () => void;
  /** What was worked on before. */
  readonly recent?: ReactNode;
  /** At the top right. */
  readonly corner?: ReactNode;
}

/** The way in: drop, paste, choose, or a sample. What went wrong with a file takes the headline's place. */
export function StartScreen({ onChoose, onOffline, engine, recent, corner }: StartScreenProps) {
  const { start } = useWords();
  useStartCommands(onChoose);
  return (
    <div className="grid min-h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[56px_auto_1fr_auto]">
      <header className="flex items-center gap-2 px-6 max-wide:px-4">
        <Mark size={20} />
        <b className="flex-1 text-base font-semibold tracking-[-0.01em]">BackgroundFX</b>
        {/* The icon, not its button, ends where the margin begins. */}
        <span className="-mr-[7px] touch:-mr-3">{corner}</span>
      </header>
      <main className="flex flex-col items-center px-6 pt-[clamp(0px,10vh,96px)] max-wide:px-4 max-wide:pt-1">
        <section className="flex w-full max-w-[880px] flex-col items-center rounded-2xl border-[1.5px] border-line-strong border-dashed bg-panel px-10 pt-14 pb-10 text-center max-wide:px-4 max-wide:pt-10 max-wide:pb-7 [@media(max-height:700px)]:pt-8 [@media(max-height:700px)]:pb-6">
          <Headline />
          <Button look="primary" size="large" className="mt-7" onClick={onChoose}>
            {start.choose}
          </Button>
          <p className={classes('mt-3 text-dim', DESK)}>
            {start.orDrop}{' '}
            <kbd className="rounded-xs border border-line bg-field px-1.5 py-px font-sans">
              {IS_APPLE ? '⌘V' : start.pasteKeys}
            </kbd>
          </p>
          <SampleRow />
        </section>
      </main>
      <div className="mx-auto w-full max-w-[928px] px-6 pt-8 max-wide:px-4 max-wide:pt-6">{recent}</div>
      <footer className="flex min-h-16 flex-wrap items-center justify-center gap-2 px-6 pt-3 pb-[calc(12px+env(safe-area-inset-bottom))] max-wide:px-2">
        {engine}
        <Button className="font-normal text-dim hover:text-text" aria-haspopup="dialog" onClick={onOffline}>
          <PlaneTakeoff size={16} strokeWidth={1.6} aria-hidden="true" />
          {start.offline}
        </Button>
      </footer>
    </div>
  );
}

/** What stands in the way of the next picture; the rest was said of one that is open no more. */
const IS_TROUBLE: Readonly<Record<WorkspaceNotice['kind'], boolean>> = {
  problem: true,
  no_picture: true,
  left_out: true,
  storage_full: true,
  not_saved: true,
  converted: false,
  made_smaller: false,
  saved_already: false,
};

function Headline() {
  const words = useWords();
  const { start } = words;
  const notice = useWorkspace(state => state.notice);
  const trouble = notice && IS_TROUBLE[notice.kind] ? tellNotice(notice, words) : null;
  return (
    <div className="wrap-anywhere" key={trouble?.title} role={trouble ? 'alert' : undefined}>
      {trouble && (
        <CircleAlert className="mx-auto mb-2 text-bad" size={28} strokeWidth={1.6} aria-hidden="true" />
      )}
      <h1 className="text-balance text-3xl font-[640] tracking-[-0.02em] max-wide:text-2xl">
        {trouble?.title ?? (
          <>
            <span className={DESK}>{start.title}</span>
            <span className={HAND}>{start.titleForFingers}</span>
          </>
        )}
      </h1>
      <p className="mx-auto mt-2 max-w-[680px] text-balance text-lg text-dim">
        {trouble?.text ?? start.promise}
      </p>
    </div>
  );
}
