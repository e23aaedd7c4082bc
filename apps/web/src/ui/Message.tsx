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
  readonly onDismiss?: () => void;
}

/** A floating card that says what happened and offers what to do. */
export function Message({ title, text, tone, children, onDismiss }: MessageProps) {
  return (
    <div className={css.message} role={tone === 'problem' ? 'alert' : 'status'}>
      {tone === 'problem' && (
        <span className={css.icon}>
          <Icon name="warn" />
        </span>
      )}
      <div className={css.words}>
        <strong>{title}</strong>
        <p>{text}</p>
        {children && <div className={css.actions}>{children}</div>}
      </div>
      {onDismiss && (
        <button type="button" className={css.close} aria-label="Dismiss" onClick={onDismiss}>
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}
