import { Component, type ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import { Message } from '../ui/Message.tsx';
import { currentWords } from '../words/words-store.ts';

interface RoomBoundaryProps {
  readonly children: ReactNode;
}

/** Catches a fault of the page, or code that did not arrive, so that nobody looks at an empty window. What was done is kept. */
export class RoomBoundary extends Component<RoomBoundaryProps, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const { start: words } = currentWords();
    // Browsers throw a TypeError for a module that cannot be fetched.
    const isOnItsWay = error instanceof TypeError && /module/i.test(error.message);
    const told = isOnItsWay ? words.openingFailed : words.broke;
    return (
      <main className="grid min-h-dvh place-items-center p-4 *:max-w-[420px]">
        <Message title={told.title} text={told.text} tone="problem">
          <Button look="primary" onClick={() => location.reload()}>
            {words.broke.reload}
          </Button>
        </Message>
      </main>
    );
  }
}
