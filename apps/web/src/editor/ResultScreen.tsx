import type { Finished } from '../state/cutout-phase.ts';
import { useCutout } from '../state/use-cutout.ts';
import { CompareSlider } from './CompareSlider.tsx';
import { EditorLayout } from './EditorLayout.tsx';
import { EngineLine } from './EngineLine.tsx';
import { NewPictureButton } from './NewPictureButton.tsx';
import { NothingFound } from './NothingFound.tsx';
import { NoticeMessage } from './NoticeMessage.tsx';
import { OriginalPicture } from './OriginalPicture.tsx';
import { PictureFrame } from './PictureFrame.tsx';
import { QualityMenu } from './QualityMenu.tsx';
import { SaveActions } from './SaveActions.tsx';

/** Share of the picture below which what was found is noise, not a subject. */
const LEAST_COVERAGE = 0.002;

/** The cut-out beside the original, and the ways to take it along. */
export function ResultScreen({ finished }: { readonly finished: Finished }) {
  const quality = useCutout(state => state.quality);
  const setQuality = useCutout(state => state.setQuality);
  const { picture, cutout, url } = finished;
  const found = cutout.coverage >= LEAST_COVERAGE;

  return (
    <EditorLayout
      fileName={picture.name}
      corner={<NewPictureButton />}
      actions={
        <>
          <QualityMenu quality={quality} onChange={setQuality} />
          {found && <SaveActions finished={finished} />}
        </>
      }
      dock={
        <>
          <NoticeMessage />
          {!found && <NothingFound quality={finished.quality} />}
        </>
      }
      line={<EngineLine cutout={cutout} />}
    >
      {found ? (
        <PictureFrame width={cutout.width} height={cutout.height}>
          <CompareSlider key={url} original={picture.url} result={url} fileName={picture.name} />
        </PictureFrame>
      ) : (
        <OriginalPicture key={picture.url} picture={picture} />
      )}
    </EditorLayout>
  );
}
