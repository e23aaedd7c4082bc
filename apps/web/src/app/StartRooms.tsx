import { Settings } from 'lucide-react';
import { Suspense, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { usePwa } from '../pwa/pwa-store.ts';
import { useWorkspace } from '../state/use-workspace.ts';
import { toastStore } from '../ui/toast-store.ts';
import { useWords } from '../words/use-words.ts';
import { StartCorner, StartRecent } from './rooms.tsx';

/** What was worked on before, what can be taken back, and the offer of a newer version; the code is fetched where there is something. */
export function RecentRoom() {
  const shelf = useWorkspace(state => state.shelf);
  const hasProjects = useStore(shelf, ({ projects }) => projects !== null && projects.length > 0);
  // With it come the toasts: who took the only picture out of the only project can undo that here.
  const hasToasts = useStore(toastStore, ({ toasts }) => toasts.length > 0);
  const hasUpdate = usePwa(state => state.update === 'ready');
  const isAsked = hasProjects || hasToasts || hasUpdate;
  const [isShown, setShown] = useState(isAsked);
  // It stays when the last one is deleted: that can be undone.
  if (isAsked && !isShown) setShown(true);
  useEffect(() => shelf.getState().watch(), [shelf]);
  return <Suspense>{isShown && <StartRecent />}</Suspense>;
}

/** The settings; their code is fetched when the pointer comes near, or they are asked for. */
export function SettingsRoom() {
  const { commands: words } = useWords();
  const [near, setNear] = useState<'pointer' | 'asked' | null>(null);
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
  return near ? (
    <Suspense fallback={face}>
      <StartCorner isAsked={near === 'asked'} />
    </Suspense>
  ) : (
    face
  );
}
