import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type DragEvent, type ReactNode, type SyntheticEvent, useState } from 'react';
import { useWords } from '../words/use-words.ts';
import { classes } from './classes.ts';
import { TooltipRoot } from './TooltipRoot.tsx';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons at its foot. */
  readonly actions?: ReactNode;
  /** Before the buttons: what came of them. On narrow screens a line of its own. */
  readonly note?: ReactNode;
  readonly size?: 'normal' | 'middle' | 'wide';
  /** `hidden`: only people who listen are told its title, and Escape closes it. It then stands near the top. */
  readonly head?: 'shown' | 'hidden';
  /** `false` where the content reaches the edges by itself. */
  readonly isPadded?: boolean;
  /** Whether there is nothing in it but what is read. */
  readonly isText?: boolean;
  /** Runs once it is away and the focus is back where it came from. */
  readonly onClosed?: () => void;
}

/** What happens in a dialog is not the page's: its shortcuts, pastes and drops stay inside. */
const keepInside = (event: SyntheticEvent) => event.stopPropagation();

/** Files that nothing in a dialog takes: without this the browser would open one in place of the page. */
function refuseFiles(event: DragEvent): void {
  event.stopPropagation();
  if (event.isDefaultPrevented() || !event.dataTransfer.types.includes('Files')) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'none';
}

/** What holds nothing that takes the focus takes it itself, so that keys scroll it. */
const SCROLLED_BY_KEYS = { tabIndex: 0, role: 'group' } as const;

const SIZES = { normal: 'wide:w-[520px]', middle: 'wide:w-[680px]', wide: 'wide:w-[960px]' } as const;

/**
 * A modal dialog that is open while it is mounted; on narrow screens a sheet from below. Escape, the cross and a press
 * beside it close it, and the focus goes back to where it came from.
 */
export function Dialog({
  title,
  onClose,
  children,
  actions,
  note,
  size = 'normal',
  head = 'shown',
  isPadded = true,
  isText = false,
  onClosed,
}: DialogProps) {
  const { ui } = useWords();
  const [opener] = useState(() => document.activeElement);
  // A dialog may be asked for where no room with tooltips is open.
  return (
    <TooltipRoot>
      <Radix.Root open onOpenChange={isOpen => isOpen || onClose()}>
        <Radix.Portal>
          {/* Not Radix's overlay, which writes a style element that the content security policy forbids. */}
          <div className="fixed inset-0 z-50 animate-fade bg-veil" />
          <Radix.Content
            aria-describedby={undefined}
            data-modal=""
            className={classes(
              'fixed z-50 flex flex-col overflow-hidden border-line bg-panel text-text shadow-float focus-visible:outline-none wide:inset-0 wide:m-auto wide:h-fit wide:max-h-[calc(100dvh-48px)] wide:max-w-[calc(100vw-32px)] wide:animate-rise wide:rounded-xl wide:border max-wide:inset-x-0 max-wide:bottom-0 max-wide:max-h-[calc(100dvh-24px)] max-wide:animate-sheet max-wide:rounded-t-2xl max-wide:border-t max-wide:text-base',
              SIZES[size],
              head === 'hidden' && 'wide:mt-[15dvh]',
            )}
            onOpenAutoFocus={event => {
              // The dialog itself, whose title is then read; a field that asks for the focus has it already.
              event.preventDefault();
              if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
            }}
            onCloseAutoFocus={event => {
              event.preventDefault();
              if (opener instanceof HTMLElement) opener.focus();
              onClosed?.();
            }}
            onKeyDown={keepInside}
            onPaste={keepInside}
            onDragEnter={refuseFiles}
            onDragOver={refuseFiles}
            onDrop={refuseFiles}
          >
            {head === 'hidden' ? (
              <Radix.Title className="sr-only">{title}</Radix.Title>
            ) : (
              <header className="flex flex-none items-center gap-2 pt-4 pr-3 pl-5">
                <Radix.Title className="flex-1 text-lg font-semibold tracking-[-0.01em] wrap-anywhere">
                  {title}
                </Radix.Title>
                <Radix.Close
                  aria-label={ui.close}
                  className="grid size-7 flex-none cursor-pointer place-items-center self-start rounded-sm text-dim transition-colors hover:bg-field hover:text-text focus-visible:-outline-offset-2 touch:-my-2.5 touch:-mr-1.5 touch:size-11"
                >
                  <X size={18} strokeWidth={1.6} aria-hidden="true" />
                </Radix.Close>
              </header>
            )}
            <div
              {...(isText && { ...SCROLLED_BY_KEYS, 'aria-label': title })}
              className={classes(
                'min-h-0 flex-1 overflow-y-auto overscroll-contain focus-visible:-outline-offset-2',
                isPadded && 'px-5 pt-1 pb-5',
              )}
            >
              {children}
            </div>
            {actions && (
              <footer className="flex flex-none items-center justify-end gap-2 border-t border-line px-5 py-3 max-wide:flex-col max-wide:items-stretch max-wide:gap-0 max-wide:pb-[calc(12px+env(safe-area-inset-bottom))]">
                {note && <div className="min-w-0 flex-1">{note}</div>}
                <div className="flex flex-none justify-end gap-2 max-wide:*:flex-1">{actions}</div>
              </footer>
            )}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </TooltipRoot>
  );
}
