import { useState } from 'react';
import { isUnsure } from '../engine/certainty.ts';
import { useWorkspace } from '../state/use-workspace.ts';
import type { PictureWork } from '../state/workspace-state.ts';
import { Button } from '../ui/Button.tsx';
import { Message } from '../ui/Message.tsx';
import { modelName, otherLook } from '../words/tell-engine.ts';
import { useWords } from '../words/use-words.ts';

type Ready = Extract<PictureWork, { name: 'ready' }>;

/** What is to be said of a cut-out: nothing, where it is sure. */
export function ReadyCards({ work }: { readonly work: Ready }) {
  if (!work.facts.hasForeground) return <NothingFound work={work} />;
  return isUnsure(work.facts) ? <UnsureMessage work={work} /> : null;
}

/** Says that the whole picture is background as far as the network can see, and what might see more. */
function NothingFound({ work }: { readonly work: Ready }) {
  const words = useWords();
  const models = useWorkspace(state => state.models);
  const { nothing } = words.engine;
  const model = work.choice?.model;
  const knowsClasses = model?.kind === 'catalog' && model.id === 'deeplabv3';
  const text = knowsClasses ? nothing.classes(modelName(model, models, words)) : nothing.text;
  return (
    <Message title={nothing.title} text={text} tone="info">
      <OtherLookButton work={work} />
    </Message>
  );
}

/** Says that the cut-out should be looked at twice, and shows where. */
function UnsureMessage({ work }: { readonly work: Ready }) {
  const {
    engine: { unsure: words },
  } = useWords();
  const [isDismissed, dismiss] = useState(false);
  const isShown = useWorkspace(state => state.view === 'unsure');
  const setView = useWorkspace(state => state.setView);
  if (isDismissed) return null;
  return (
    <Message
      title={words.title}
      text={words.text}
      tone="info"
      layout="line"
      onDismiss={() => {
        dismiss(true);
        if (isShown) setView('result');
      }}
    >
      {work.facts.doubt && (
        <Button aria-pressed={isShown} onClick={() => setView(isShown ? 'result' : 'unsure')}>
          {isShown ? words.hide : words.show}
        </Button>
      )}
      <OtherLookButton work={work} />
    </Message>
  );
}

/** Cuts the picture out in the way that is likeliest to do better. */
function OtherLookButton({ work }: { readonly work: Ready }) {
  const words = useWords();
  const choose = useWorkspace(state => state.choose);
  const look = work.choice && otherLook(work.choice, words);
  return look && <Button onClick={() => choose(look.choice)}>{look.words}</Button>;
}
