import { Component, type ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import { Message } from '../ui/Message.tsx';
import css from './ErrorBoundary.module.css';

/** Catches a fault of the page itself, so that nobody looks at an empty window. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <main className={css.screen}>
        <Message title="The page broke" text="Reload it to go on. Your file was not changed." tone="problem">
          <Button look="primary" onClick={() => location.reload()}>
            Reload
          </Button>
        </Message>
      </main>
    );
  }
}
