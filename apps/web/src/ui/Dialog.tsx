import { type ReactNode, type SyntheticEvent, useEffect, useId, useRef } from 'react';
import css from './Dialog.module.css';
import { Icon } from './Icon.tsx';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons at its foot. */
  readonly actions?: ReactNode;
}

/** What happens in a dialog is not the page's: its shortcuts, pastes and drops stay inside. */
const keepInside = (event: SyntheticEvent) => event.stopPropagation();

/** A modal dialog; on narrow screens a sheet from below. Escape, the cross and a click beside it close it. */
export function Dialog({ title, onClose, children, actions }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => dialog.current?.showModal(), []);

  return (
    <dialog
      ref={dialog}
      className={css.dialog}
      aria-labelledby={titleId}
      onCancel={event => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={event => {
        if (event.target === dialog.current) onClose();
      }}
      onKeyDown={keepInside}
      onPaste={keepInside}
      onDragEnter={keepInside}
      onDragOver={keepInside}
      onDrop={keepInside}
    >
      <div className={css.box}>
        <header className={css.head}>
          <h2 id={titleId}>{title}</h2>
          <button type="button" className={css.close} aria-label="Close" onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        <div className={css.body}>{children}</div>
        {actions && <footer className={css.foot}>{actions}</footer>}
      </div>
    </dialog>
  );
}
