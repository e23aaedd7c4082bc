import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';

/** What a button with a menu and its items need. */
export interface Menu {
  readonly isOpen: boolean;
  readonly setOpen: (open: boolean) => void;
  /** Closes it and gives the focus back to the button. */
  readonly close: () => void;
  /** Around button and menu. */
  readonly root: RefObject<HTMLDivElement | null>;
  readonly buttonProps: {
    readonly ref: RefObject<HTMLButtonElement | null>;
    readonly 'aria-haspopup': 'menu';
    readonly 'aria-expanded': boolean;
    readonly 'aria-controls': string | undefined;
    readonly onClick: () => void;
  };
  /** Of the element with the role `menu`. */
  readonly menuProps: {
    readonly id: string;
    readonly onKeyDown: (event: KeyboardEvent) => void;
  };
}

/**
 * A menu as the keyboard expects it: arrows go round the items, Home and End to its ends, Escape closes, Tab leaves. The
 * items are buttons whose role begins with `menuitem`. It opens on the item with `data-first`.
 */
export function useMenu(): Menu {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();

  useEffect(() => {
    if (!isOpen) return;
    root.current?.querySelector<HTMLElement>('[data-first="true"]')?.focus();
    const closeOutside = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    window.addEventListener('pointerdown', closeOutside);
    return () => window.removeEventListener('pointerdown', closeOutside);
  }, [isOpen]);

  function close(): void {
    setOpen(false);
    button.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    const items = [...(root.current?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
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
    setOpen,
    close,
    root,
    buttonProps: {
      ref: button,
      'aria-haspopup': 'menu',
      'aria-expanded': isOpen,
      'aria-controls': isOpen ? id : undefined,
      onClick: () => setOpen(!isOpen),
    },
    menuProps: { id, onKeyDown },
  };
}
