import { activePicture } from '../state/active-picture.ts';
import { isAboutFile } from '../state/problem.ts';
import { useWorkspace } from '../state/use-workspace.ts';
import { CancelledCard } from './CancelledCard.tsx';
import { FailedCard } from './FailedCard.tsx';
import { NoticeCard } from './NoticeCard.tsx';
import { ReadyCards } from './ReadyCards.tsx';
import { WorkingCard } from './WorkingCard.tsx';

/** What there is to say about the picture that is open, over the lower edge of the stage. */
export function StageNotes() {
  const picture = useWorkspace(activePicture);
  const work = picture?.work;
  return (
    <>
      <NoticeCard />
      {picture && work?.name === 'working' && <WorkingCard pictureId={picture.id} progress={work.progress} />}
      {picture && work?.name === 'waiting' && <WorkingCard pictureId={picture.id} progress={null} />}
      {picture && work?.name === 'failed' && (
        // There is no picture that it could cover.
        <div className={isAboutFile(work.problem) ? 'my-auto' : undefined}>
          <FailedCard pictureId={picture.id} problem={work.problem} />
        </div>
      )}
      {picture && work?.name === 'cancelled' && <CancelledCard pictureId={picture.id} />}
      {picture && work?.name === 'ready' && <ReadyCards key={picture.id + work.key} work={work} />}
    </>
  );
}
