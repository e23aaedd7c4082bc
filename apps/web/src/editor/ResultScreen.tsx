import { useState } from 'react';
import { isUnsure } from '../engine/certainty.ts';
import type { Finished } from '../state/cutout-phase.ts';
import { useCutout } from '../state/use-cutout.ts';
import { CompareSlider } from './CompareSlider.tsx';
import { DoubtOverlay } from './DoubtOverlay.tsx';
import { EdgePanel } from './EdgePanel.tsx';
import { EdgesButton } from './EdgesButton.tsx';
import { EditorLayout } from './EditorLayout.tsx';
import { EngineLine } from './EngineLine.tsx';
import { EngineMenu } from './EngineMenu.tsx';
import { NewPictureButton } from './NewPictureButton.tsx';
import { NothingFound } from './NothingFound.tsx';
import { NoticeMessage } from './NoticeMessage.tsx';
import { OriginalPicture } from './OriginalPicture.tsx';
import { PictureFrame } from './PictureFrame.tsx';
import { SaveActions } from './SaveActions.tsx';
import { UnsureMessage } from './UnsureMessage.tsx';

/** The cut-out beside the original, what is to be said about it, and the ways to take it along. */
export function ResultScreen({ finished }: { readonly finished: Finished }) {
  const { picture, cutout, url } = finished;
  const { hasForeground, doubt } = cutout;
  const draft = useCutout(state => state.draft);
  const isPanelOpen = useCutout(state => state.isPanelOpen);
  const openPanel = useCutout(state => state.openPanel);
  const [isDoubtShown, showDoubt] = useState(false);
  const [isWarned, setWarned] = useState(false);

  return (
    <EditorLayout
      fileName={picture.name}
      corner={<NewPictureButton />}
      actions={
        <>
          <EngineMenu />
          {hasForeground && (
            <>
              <EdgesButton />
              <SaveActions />
            </>
          )}
        </>
      }
      inspector={
        isPanelOpen && hasForeground && <EdgePanel edges={finished.edges} onClose={() => openPanel(false)} />
      }
      dock={
        <>
          <NoticeMessage />
          {!hasForeground && <NothingFound finished={finished} />}
          {isUnsure(cutout) && !isWarned && (
            <UnsureMessage
              finished={finished}
              isShown={isDoubtShown}
              onShow={showDoubt}
              onDismiss={() => {
                setWarned(true);
                showDoubt(false);
              }}
            />
          )}
        </>
      }
      line={<EngineLine cutout={cutout} />}
    >
      {hasForeground ? (
        <PictureFrame width={cutout.width} height={cutout.height}>
          <CompareSlider
            original={picture.url}
            result={url}
            draft={draft}
            fileName={picture.name}
            overlay={isDoubtShown && doubt && <DoubtOverlay doubt={doubt} />}
          />
        </PictureFrame>
      ) : (
        <OriginalPicture key={picture.url} picture={picture} />
      )}
    </EditorLayout>
  );
}
