import { CircleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';
import { classes } from './classes.ts';

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
  const { ui } = useWords();
  const isLine = layout === 'line';
  return (
    <div
      className={classes(
        'flex gap-3 rounded-lg border border-line bg-panel px-4 py-3.5 shadow-float max-wide:text-base',
        isLine && 'wide:items-center wide:py-2.5',
      )}
      role={tone === 'problem' ? 'alert' : 'status'}
    >
      {tone === 'problem' && (
        <CircleAlert className="flex-none text-bad" size={18} strokeWidth={1.6} aria-hidden="true" />
      )}
      <div
        className={classes(
          'min-w-0 flex-1',
          isLine && 'wide:flex wide:items-center wide:justify-between wide:gap-4',
        )}
      >
        <div className="min-w-0 wrap-anywhere">
          <strong className="font-semibold">{title}</strong>
          <p className="mt-0.5 text-pretty text-dim">{text}</p>
        </div>
        {children && (
          <div className={classes('mt-3 flex flex-wrap gap-2', isLine && 'wide:mt-0 wide:flex-nowrap')}>
            {children}
          </div>
        )}
      </div>
      {onDismiss && (
        <button
          type="button"
          aria-label={ui.dismiss}
          onClick={onDismiss}
          className="-mt-1.5 -mr-2 -mb-1.5 grid size-7 flex-none cursor-pointer place-items-center rounded-sm text-dim transition-colors hover:bg-field hover:text-text touch:-mt-3 touch:-mr-3 touch:size-11"
        >
          <X size={18} strokeWidth={1.6} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
