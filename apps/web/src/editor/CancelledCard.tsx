import { useEffect, useRef } from 'react';
import { useWorkspace } from '../state/use-workspace.ts';
import { Button } from '../ui/Button.tsx';
import { Message } from '../ui/Message.tsx';
import { useWords } from '../words/use-words.ts';

/** A picture whose only cut-out was cancelled, and the way back to it. */
export function CancelledCard({ pictureId }: { readonly pictureId: string }) {
  const {
    editor: { cancelled: words },
  } = useWords();
  const retry = useWorkspace(state => state.retry);
  const again = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // What had the keyboard before is gone with the work.
    if (document.activeElement === document.body) again.current?.focus();
  }, []);
  return (
    <Message title={words.title} text={words.text} tone="info" layout="line">
      <Button ref={again} onClick={() => retry(pictureId)}>
        {words.again}
      </Button>
    </Message>
  );
}
