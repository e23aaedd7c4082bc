import type { Finished } from '../state/cutout-phase.ts';
import { Button } from '../ui/Button.tsx';
import { Message } from '../ui/Message.tsx';
import { OtherLookButton } from './NothingFound.tsx';
import { otherLook, UNSURE_WORDS } from './words/result-words.ts';

interface UnsureMessageProps {
  readonly finished: Finished;
  /** Whether the places are shown over the picture. */
  readonly isShown: boolean;
  readonly onShow: (shown: boolean) => void;
  readonly onDismiss: () => void;
}

/** Says that the cut-out should be looked at twice, and shows where. */
export function UnsureMessage({ finished, isShown, onShow, onDismiss }: UnsureMessageProps) {
  return (
    <Message {...UNSURE_WORDS} tone="info" layout="line" onDismiss={onDismiss}>
      {finished.cutout.doubt && (
        <Button aria-pressed={isShown} onClick={() => onShow(!isShown)}>
          {isShown ? 'Hide' : 'Show where'}
        </Button>
      )}
      <OtherLookButton look={otherLook(finished)} />
    </Message>
  );
}
