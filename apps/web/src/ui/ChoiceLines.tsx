import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import { classes } from './classes.ts';
import type { Choice } from './menu-entry.ts';
import { MENU_LINE } from './menu-looks.ts';

interface ChoiceLinesProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Choice[];
  readonly onChoose: (value: string) => void;
}

/** The lines of a menu of which one is chosen. */
export function ChoiceLines({ label, value, options, onChoose }: ChoiceLinesProps) {
  return (
    <Radix.RadioGroup aria-label={label} value={value} onValueChange={onChoose}>
      {options.map(option => (
        <Radix.RadioItem
          key={option.value}
          value={option.value}
          disabled={option.isDisabled ?? false}
          className={classes(MENU_LINE, 'pl-8')}
        >
          <Radix.ItemIndicator className="absolute left-2 text-accent">
            <Check size={16} strokeWidth={2} aria-hidden="true" />
          </Radix.ItemIndicator>
          <span className="min-w-0 flex-1">
            {option.label}
            {option.detail && <span className="block text-xs text-dim">{option.detail}</span>}
          </span>
          {option.note && <span className="flex-none text-xs text-dim tabular-nums">{option.note}</span>}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}
