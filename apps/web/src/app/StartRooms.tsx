import { Settings } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { usePwa } from '../pwa/pwa-store.ts';
import { useWorkspace } from '../state/use-workspace.ts';
import { Button } from '../ui/Button.tsx';
import { LazyPart } from '../ui/LazyPart.tsx';
import { Message } from '../ui/Message.tsx';
import { dropMissingPart, tellMissingPart } from '../ui/missing-part.ts';
import { toastStore } from '../ui/toast-store.ts';
import { useWords } from '../words/use-words.ts';
import { startCorner, startRecent } from './rooms.tsx';

/**
 * What was worked on before, or that nothing is kept; what can be taken back, and the offer of a newer version. The code is
 * fetched where there is something to say.
 */
export function RecentRoom() {
  const { problems, start: words } = useWords();
  const shelf = useWorkspace(state => state.shelf);
  const hasProjects = useStore(shelf, ({ projects }) => projects !== null && projects.length > 0);
  // With it come the toasts: who took the only picture out of the only project can undo that here.
  const hasToasts = useStore(toastStore, ({ toasts }) => toasts.length > 0);
  const hasUpdate = usePwa(state => state.update === 'ready');
  const isKeptNowhere = useStore(shelf, ({ isLasting }) => isLasting === false);
  // A newer version can wait.
  const isMissed = hasProjects || hasToasts || isKeptNowhere;
  const isAsked = isMissed || hasUpdate;
  const [isShown, setShown] = useState(isAsked);
  const [wasMissing, setWasMissing] = useState(false);
  // It stays when the last one is deleted: that can be undone. What did not arrive comes when somebody asks for it.
  if (isAsked && !isShown && !wasMissing) setShown(true);
  useEffect(() => shelf.getState().watch(), [shelf]);

  return (
    <LazyPart
      of={startRecent}
      isWanted={isShown}
      // The toast that was not shown would now say what the message in its place has said, and what is true no more.
      onHere={() => wasMissing && dropMissingPart()}
      onMissing={() => {
        setWasMissing(true);
        setShown(false);
      }}
      fallback={
        wasMissing &&
        isMissed && (
          <Message title={problems.part_unavailable.title} text={words.partMissing} tone="problem">
            <Button onClick={() => setShown(true)}>{words.openingFailed.retry}</Button>
          </Message>
        )
      }
    />
  );
}

/** The settings; their code is fetched when the pointer comes near, or they are asked for. */
export function SettingsRoom() {
  const { commands: words } = useWords();
  // Once it was missing, only a press asks for it again.
  const [near, setNear] = useState<'pointer' | 'asked' | 'missing' | null>(null);
  const face = (
    <button
      type="button"
      aria-label={words.settings}
      className="grid size-8 cursor-pointer place-items-center rounded-md text-dim hover:bg-field hover:text-text touch:size-11"
      onPointerEnter={() => setNear(near ?? 'pointer')}
      // Not only with the click: the menu's own button may take this one's place before the finger is up, and none would get it.
      onPointerDown={({ button }) => button === 0 && setNear('asked')}
      onClick={() => setNear('asked')}
    >
      <Settings size={18} strokeWidth={1.6} aria-hidden="true" />
    </button>
  );
  return (
    <LazyPart
      of={startCorner}
      isWanted={near === 'pointer' || near === 'asked'}
      isAsked={near === 'asked'}
      fallback={face}
      onMissing={() => {
        if (near === 'asked') tellMissingPart();
        setNear('missing');
      }}
    />
  );
}
