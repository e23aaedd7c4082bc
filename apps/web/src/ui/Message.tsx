import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import css from './Message.module.css';

interface MessageProps {
  readonly title: string;
  readonly text: string;
  /** `problem` interrupts people who listen; `info` waits for its turn. */
  readonly tone: 'info' | 'problem';
  /** Buttons. */
  readonly children?: ReactNode;
  /** `line`: words and buttons side by side where there is room, so that less of the picture is covered. */
  readonly layout?: 'card' | 'line';
  readonly onDismiss?: () => void;
}

/** A floating card that says what happened and offers what to do. */
export function Message({ title, text, tone, children, layout = 'card', onDismiss }: MessageProps) {
  return (
    <div className={css.message} data-layout={layout} role={tone === 'problem' ? 'alert' : 'status'}>
      {tone === 'problem' && (
        <span className={css.icon}>
          <Icon name="warn" />
        </span>
      )}
      <div className={css.words}>
        <strong>{title}</strong>
        <p>{text}</p>
      </div>
      {children && <div className={css.actions}>{children}</div>}
      {onDismiss && (
        <button type="button" className={css.close} aria-label="Dismiss" onClick={onDismiss}>
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}
