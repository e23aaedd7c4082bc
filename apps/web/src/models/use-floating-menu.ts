import {
  type CSSProperties,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';

/** What a button with a menu and its items need. */
export interface FloatingMenu {
  readonly isOpen: boolean;
  /** Closes it and gives the focus back to the button. */
  readonly close: () => void;
  readonly buttonProps: {
    readonly ref: RefObject<HTMLButtonElement | null>;
    readonly 'aria-haspopup': 'menu';
    readonly 'aria-expanded': boolean;
    readonly 'aria-controls': string | undefined;
    readonly onClick: () => void;
  };
  /** Of the element with the role `menu`, which lies in the body: nothing that scrolls cuts it off. */
  readonly menuProps: {
    readonly ref: RefObject<HTMLDivElement | null>;
    readonly id: string;
    readonly style: CSSProperties;
    readonly onKeyDown: (event: KeyboardEvent) => void;
  };
}

/** Pixels between menu and button, and menu and window. */
const GAP = 6;
const MARGIN = 8;

/**
 * A menu as the keyboard expects it: arrows go round the items, Home and End to its ends, Escape closes, Tab leaves. The
 * items are buttons whose role begins with `menuitem`. It opens on the item with `data-first`, on the side of the button
 * where there is more room; its style says where as `--x`, `--top` or `--bottom`, and `--room`, the height that it may have.
 * @param width of the menu, pixels
 * @param align with the middle of the button, or with its right edge; always within the window
 */
export function useFloatingMenu(width: number, align: 'center' | 'end'): FloatingMenu {
  const [isOpen, setOpen] = useState(false);
  const [style, setStyle] = useState<CSSProperties>({});
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const id = useId();

  useLayoutEffect(() => {
    if (!isOpen) return;
    const place = () =>
      button.current && setStyle(placeBeside(button.current.getBoundingClientRect(), width, align));
    place();
    window.addEventListener('resize', place);
    return () => window.removeEventListener('resize', place);
  }, [isOpen, width, align]);

  useEffect(() => {
    if (!isOpen) return;
    menu.current?.querySelector<HTMLElement>('[data-first="true"]')?.focus();
    const closeOutside = ({ target }: PointerEvent) => {
      const isInside =
        target instanceof Node && [menu, button].some(({ current }) => current?.contains(target));
      if (!isInside) setOpen(false);
    };
    window.addEventListener('pointerdown', closeOutside);
    return () => window.removeEventListener('pointerdown', closeOutside);
  }, [isOpen]);

  function close(): void {
    setOpen(false);
    button.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    const items = [...(menu.current?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
    const at = items.findIndex(item => item.matches(':focus'));
    const next = (at + 1) % items.length;
    const before = (at - 1 + items.length) % items.length;
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: next,
      ArrowRight: next,
      ArrowUp: before,
      ArrowLeft: before,
      Home: 0,
      End: items.length - 1,
    };
    const target = items[targets[event.key] ?? -1];
    if (event.key === 'Tab') setOpen(false);
    if (event.key === 'Escape') close();
    target?.focus();
    if (event.key === 'Escape' || target) event.preventDefault();
  }

  return {
    isOpen,
    close,
    buttonProps: {
      ref: button,
      'aria-haspopup': 'menu',
      'aria-expanded': isOpen,
      'aria-controls': isOpen ? id : undefined,
      onClick: () => setOpen(!isOpen),
    },
    menuProps: { ref: menu, id, style, onKeyDown },
  };
}

function placeBeside(button: DOMRect, width: number, align: 'center' | 'end'): CSSProperties {
  const { innerHeight } = window;
  // Without the page's scroll bar.
  const { clientWidth } = document.documentElement;
  const wanted = align === 'end' ? button.right - width : button.left + (button.width - width) / 2;
  const x = Math.max(MARGIN, Math.min(wanted, clientWidth - width - MARGIN));
  const isBelow = innerHeight - button.bottom > button.top;
  const room = (isBelow ? innerHeight - button.bottom : button.top) - GAP - MARGIN;
  return {
    '--x': `${x}px`,
    '--room': `${room}px`,
    '--top': isBelow ? `${button.bottom + GAP}px` : 'auto',
    '--bottom': isBelow ? 'auto' : `${innerHeight - button.top + GAP}px`,
  } as CSSProperties;
}
