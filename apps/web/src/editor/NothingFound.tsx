import type { Finished } from '../state/cutout-phase.ts';
import { useCutout } from '../state/use-cutout.ts';
import { Button } from '../ui/Button.tsx';
import { Message } from '../ui/Message.tsx';
import { modelName } from './words/choice-words.ts';
import { nothingWords, type OtherLook, otherLook } from './words/result-words.ts';

/** Says that the whole picture is background as far as the network can see, and what might see more. */
export function NothingFound({ finished }: { readonly finished: Finished }) {
  const models = useCutout(state => state.models);
  return (
    <Message {...nothingWords(finished.model, modelName(finished.model, models))} tone="info">
      <OtherLookButton look={otherLook(finished)} />
    </Message>
  );
}

/** Cuts the picture out in the way that is likeliest to do better. */
export function OtherLookButton({ look }: { readonly look: OtherLook | null }) {
  const choose = useCutout(state => state.choose);
  return look && <Button onClick={() => choose(look.choice)}>{look.words}</Button>;
}
