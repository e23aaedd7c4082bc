import type { Phase } from '../state/cutout-phase.ts';
import { useCutout } from '../state/use-cutout.ts';
import { Button } from '../ui/Button.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { useKey } from '../ui/use-key.ts';
import { EdgePanel } from './EdgePanel.tsx';
import { EditorLayout } from './EditorLayout.tsx';
import { NoticeMessage } from './NoticeMessage.tsx';
import { OriginalPicture } from './OriginalPicture.tsx';
import { UltraNotice } from './UltraNotice.tsx';
import css from './WorkingScreen.module.css';
import { progressWords } from './words/progress-words.ts';

/** The picture while it is being cut out: how far, what is being done, and a way out. */
export function WorkingScreen({ phase }: { readonly phase: Extract<Phase, { name: 'working' }> }) {
  const cancel = useCutout(state => state.cancel);
  const isPanelOpen = useCutout(state => state.isPanelOpen);
  const openPanel = useCutout(state => state.openPanel);
  useKey(event => {
    if (event.key !== 'Escape') return false;
    cancel();
    return true;
  });

  const words = progressWords(phase.progress);
  return (
    <EditorLayout
      fileName={phase.picture.name}
      inspector={isPanelOpen && <EdgePanel edges={phase.edges} isDisabled onClose={() => openPanel(false)} />}
      dock={
        <>
          <NoticeMessage />
          <UltraNotice progress={phase.progress} />
          <div className={css.card}>
            <div className={css.words} aria-hidden="true">
              {words}
            </div>
            <Button className={css.cancel} aria-keyshortcuts="Escape" onClick={cancel}>
              Cancel
            </Button>
            <div className={css.bar}>
              <ProgressBar fraction={phase.progress.fraction} words={words} />
            </div>
          </div>
        </>
      }
    >
      <OriginalPicture key={phase.picture.url} picture={phase.picture} dimmed />
    </EditorLayout>
  );
}
