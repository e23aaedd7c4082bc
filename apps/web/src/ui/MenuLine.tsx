import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import { ChoiceLines } from './ChoiceLines.tsx';
import { classes } from './classes.ts';
import { Keys } from './Keys.tsx';
import type { MenuEntry } from './menu-entry.ts';
import { MENU_LINE } from './menu-looks.ts';

interface MenuLineProps {
  readonly entry: MenuEntry;
  /** Whether others of its menu have room for a tick before them. */
  readonly isIndented: boolean;
  /** Takes what an item does, to be done once the menu is closed. */
  readonly onRun: (run: () => void) => void;
}

const HEADING = 'px-2 pt-1.5 pb-0.5 text-xs text-dim';

/** One entry of a {@link Menu}. */
export function MenuLine({ entry, isIndented, onRun }: MenuLineProps) {
  switch (entry.kind) {
    case 'line':
      return <Radix.Separator className="mx-2 my-1 h-px bg-line" />;
    case 'choice':
      return (
        <>
          <Radix.Label className={HEADING}>{entry.label}</Radix.Label>
          <ChoiceLines {...entry} />
        </>
      );
    case 'switch':
      return (
        <Radix.CheckboxItem
          className={classes(MENU_LINE, 'pl-8')}
          checked={entry.isOn}
          onCheckedChange={entry.onChange}
          onSelect={event => event.preventDefault()}
        >
          <Radix.ItemIndicator className="absolute left-2 text-accent">
            <Check size={16} strokeWidth={2} aria-hidden="true" />
          </Radix.ItemIndicator>
          {entry.label}
        </Radix.CheckboxItem>
      );
    case 'group':
      return (
        <Radix.Group aria-label={entry.label}>
          <Radix.Label className={HEADING}>{entry.label}</Radix.Label>
          {entry.items.map(item => (
            <MenuLine key={item.label} entry={item} isIndented={isIndented} onRun={onRun} />
          ))}
        </Radix.Group>
      );
    case 'item':
      return (
        <Radix.Item
          className={classes(MENU_LINE, entry.isBad && 'text-bad', isIndented && !entry.icon && 'pl-8')}
          disabled={entry.isDisabled ?? false}
          onSelect={() => onRun(entry.run)}
        >
          {entry.icon && <entry.icon size={16} strokeWidth={1.6} aria-hidden="true" />}
          <span className="min-w-0 flex-1">{entry.label}</span>
          {entry.note && <span className="text-xs text-dim tabular-nums">{entry.note}</span>}
          {entry.keys && <Keys binding={entry.keys} />}
        </Radix.Item>
      );
  }
}
