import { DEFAULT_MODEL, isSameModel } from '../engine/chosen-model.ts';
import type { Phase } from '../state/cutout-phase.ts';
import { useCutout } from '../state/use-cutout.ts';
import { Button } from '../ui/Button.tsx';
import { Message } from '../ui/Message.tsx';
import { useKey } from '../ui/use-key.ts';
import { EditorLayout } from './EditorLayout.tsx';
import { EngineMenu } from './EngineMenu.tsx';
import { NewPictureButton } from './NewPictureButton.tsx';
import { NoticeMessage } from './NoticeMessage.tsx';
import { OriginalPicture } from './OriginalPicture.tsx';
import { problemWords } from './words/problem-words.ts';

/** The picture that could not be cut out, with what happened and what to do. */
export function FailedScreen({ phase }: { readonly phase: Extract<Phase, { name: 'failed' }> }) {
  const retry = useCutout(state => state.retry);
  const goBack = useCutout(state => state.goBack);
  const model = useCutout(state => state.model);
  const choose = useCutout(state => state.choose);
  const { picture, problem, previous } = phase;
  useKey(event => {
    if (event.key !== 'Escape') return false;
    goBack();
    return true;
  });

  return (
    <EditorLayout
      fileName={picture.name}
      corner={<NewPictureButton />}
      actions={<EngineMenu />}
      dock={
        <>
          <NoticeMessage />
          <Message {...problemWords(problem)} tone="problem">
            <Button look="primary" onClick={retry}>
              Try again
            </Button>
            {!isSameModel(model, DEFAULT_MODEL) && (
              <Button onClick={() => choose({ model: DEFAULT_MODEL })}>Use ISNet</Button>
            )}
            {previous && <Button onClick={goBack}>Back to {previous.picture.name}</Button>}
          </Message>
        </>
      }
    >
      <OriginalPicture key={picture.url} picture={picture} />
    </EditorLayout>
  );
}
