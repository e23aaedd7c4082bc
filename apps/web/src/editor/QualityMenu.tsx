import { QUALITIES, type Quality } from '@backgroundfx/core';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import css from './QualityMenu.module.css';
import { QUALITY_WORDS } from './words/quality-words.ts';

interface QualityMenuProps {
  readonly quality: Quality;
  readonly onChange: (quality: Quality) => void;
}

/** A button that tells the quality and opens a menu of the four levels. */
export function QualityMenu({ quality, onChange }: QualityMenuProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const menuId = useId();

  useEffect(() => {
    if (!open) return;
    root.current?.querySelector<HTMLElement>('[aria-checked="true"]')?.focus();
    const closeOutside = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    window.addEventListener('pointerdown', closeOutside);
    return () => window.removeEventListener('pointerdown', closeOutside);
  }, [open]);

  function close(): void {
    setOpen(false);
    button.current?.focus();
  }

  function onMenuKey(event: KeyboardEvent): void {
    const items = [...(root.current?.querySelectorAll('button[role="menuitemradio"]') ?? [])];
    const at = document.activeElement ? items.indexOf(document.activeElement) : -1;
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    };
    const target = items[targets[event.key] ?? -1];
    if (event.key === 'Tab') setOpen(false);
    if (event.key === 'Escape') close();
    if (target instanceof HTMLElement) target.focus();
    if (event.key === 'Escape' || target) event.preventDefault();
  }

  return (
    <div className={css.root} ref={root}>
      <Button
        ref={button}
        className={css.button}
        look="quiet"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? menuId : undefined}
        onClick={() => setOpen(!open)}
      >
        <span>
          <span className={css.label}>Quality: </span>
          {QUALITY_WORDS[quality].name}
        </span>
        <Icon name="chevron" />
      </Button>
      {open && (
        <div className={css.menu} id={menuId} role="menu" aria-label="Quality" onKeyDown={onMenuKey}>
          {QUALITIES.map(level => (
            <button
              key={level}
              type="button"
              role="menuitemradio"
              aria-checked={level === quality}
              tabIndex={-1}
              className={css.item}
              onClick={() => {
                close();
                onChange(level);
              }}
            >
              <span className={css.check}>{level === quality && <Icon name="check" />}</span>
              <span>
                <span className={css.name}>{QUALITY_WORDS[level].name}</span>
                <span className={css.meaning}>{QUALITY_WORDS[level].meaning}</span>
              </span>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
