import { DropdownMenu as Radix } from 'radix-ui';
import { type ReactElement, useRef } from 'react';
import { MenuLine } from './MenuLine.tsx';
import type { MenuEntry } from './menu-entry.ts';
import { MENU_PANEL } from './menu-looks.ts';

interface MenuProps {
  /** The button that opens it; it takes a ref, and its name is the menu's. */
  readonly trigger: ReactElement;
  readonly entries: readonly MenuEntry[];
  readonly align?: 'start' | 'center' | 'end';
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  /** Open from the start, where it was asked for before it was there. */
  readonly isOpenAtFirst?: boolean;
}

/** A menu as the keyboard expects it: arrows, first letters, Escape. */
export function Menu({
  trigger,
  entries,
  align = 'start',
  side = 'bottom',
  isOpenAtFirst = false,
}: MenuProps) {
  const isIndented = entries.some(({ kind }) => kind === 'choice' || kind === 'switch');
  const chosen = useRef<(() => void) | null>(null);
  return (
    // Not modal: that would lock the page's scrolling by a style element, which the content security policy forbids.
    <Radix.Root modal={false} defaultOpen={isOpenAtFirst}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className={MENU_PANEL}
          onCloseAutoFocus={() => {
            const run = chosen.current;
            chosen.current = null;
            // After the focus is back on the button: what opens now gives it back there.
            if (run) queueMicrotask(run);
          }}
        >
          {entries.map((entry, at) => (
            <MenuLine
              key={entry.kind === 'line' ? at : entry.label}
              entry={entry}
              isIndented={isIndented}
              onRun={run => {
                chosen.current = run;
              }}
            />
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
