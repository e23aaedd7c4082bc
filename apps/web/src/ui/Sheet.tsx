import { ArrowLeft, X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, use, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useWords } from '../words/use-words.ts';
import { classes } from './classes.ts';
import { IconButton } from './IconButton.tsx';
import { SectionFrame } from './Section.tsx';
import { useSheetHeight } from './use-sheet-height.ts';

interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * On a phone: controls above the row of tabs that opened them, open while it is mounted; another title shows other controls in
 * the same place. The picture above stays visible and alive. It is closed by its cross, by Escape, and dragged down by its
 * head; where more is in it than it shows, the grip makes it taller.
 */
export function Sheet(props: SheetProps) {
  const opener = useRef<Element | null>(null);
  const { title } = props;
  // Which of the tabs was the last to be pressed: it gets the focus back.
  useLayoutEffect(() => {
    const { activeElement } = document;
    if (title && !activeElement?.closest('[data-sheet]')) opener.current = activeElement;
  }, [title]);
  return <SheetFrame {...props} opener={() => opener.current} />;
}

/** A page of the sheet that a section is in, in the sheet's place, with the way back. Only where a section is in a sheet. */
export function SheetPage({ title, onClose, children }: SheetProps) {
  const [opener] = useState(() => document.activeElement);
  const isAway = use(SectionFrame) === 'away';
  useEffect(() => {
    if (isAway) onClose();
  }, [isAway, onClose]);
  // The sheet below is neither seen nor reached.
  useLayoutEffect(() => {
    const below = opener?.closest<HTMLElement>('[data-sheet]');
    below?.setAttribute('inert', '');
    return () => below?.removeAttribute('inert');
  }, [opener]);
  if (isAway) return null;
  return (
    <SheetFrame title={title} onClose={onClose} opener={() => opener} isPage>
      <div className="px-4 pt-1 pb-4">{children}</div>
    </SheetFrame>
  );
}

interface SheetFrameProps extends SheetProps {
  readonly opener: () => Element | null;
  readonly isPage?: boolean;
}

function SheetFrame({ title, onClose, opener, isPage = false, children }: SheetFrameProps) {
  const { ui } = useWords();
  const { measure, style, hasMore, isTall, toggle, drag } = useSheetHeight(
    isPage ? '--sheet-page' : '--sheet',
    onClose,
  );
  const body = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (title) body.current?.scrollTo({ top: 0 });
  }, [title]);
  return (
    <Radix.Root open modal={false} onOpenChange={isOpen => isOpen || onClose()}>
      <Radix.Portal>
        <Radix.Content
          ref={measure}
          data-sheet=""
          aria-describedby={undefined}
          className={classes(
            'fixed inset-x-0 bottom-[calc(var(--tabs)+env(safe-area-inset-bottom))] flex flex-col overflow-hidden rounded-t-2xl border-t border-line bg-panel text-base text-text shadow-float focus-visible:outline-none inert:invisible',
            isPage
              ? 'z-41 min-h-[calc(var(--sheet)-var(--tabs)-env(safe-area-inset-bottom))]'
              : 'z-40 animate-sheet',
          )}
          style={style}
          onInteractOutside={event => event.preventDefault()}
          onOpenAutoFocus={event => {
            event.preventDefault();
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
          }}
          onCloseAutoFocus={event => {
            event.preventDefault();
            const target = opener();
            if (target instanceof HTMLElement) target.focus();
          }}
        >
          <div
            className="relative flex flex-none cursor-grab touch-none items-center gap-1 pt-4 pr-2 pl-4 active:cursor-grabbing"
            {...drag}
          >
            {hasMore || isTall ? (
              <button
                type="button"
                aria-label={isTall ? ui.sheetShorter : ui.sheetTaller}
                aria-expanded={isTall}
                className="absolute top-0 left-1/2 grid h-10 w-24 -translate-x-1/2 cursor-grab justify-items-center pt-2 focus-visible:-outline-offset-2 active:cursor-grabbing"
                onClick={toggle}
              >
                <Grip />
              </button>
            ) : (
              <span className="absolute top-2 left-1/2 -translate-x-1/2">
                <Grip />
              </span>
            )}
            {isPage && (
              <IconButton
                label={ui.back}
                icon={ArrowLeft}
                onClick={onClose}
                className="-ml-3 size-11! touch:size-11"
              />
            )}
            <Radix.Title className="min-w-0 flex-1 truncate text-lg font-semibold tracking-[-0.01em]">
              {title}
            </Radix.Title>
            {!isPage && (
              <IconButton label={ui.close} icon={X} onClick={onClose} className="size-11! touch:size-11" />
            )}
          </div>
          <div ref={body} data-sheet-body="" className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
            {/* Its height is watched, whatever comes and goes in it. */}
            <div>{children}</div>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Grip() {
  return <span className="block h-1 w-9 rounded-full bg-line-strong" />;
}
