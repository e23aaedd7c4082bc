import { ChevronDown } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import { useWords } from '../words/use-words.ts';
import { ChoiceLines } from './ChoiceLines.tsx';
import { classes } from './classes.ts';
import type { Choice } from './menu-entry.ts';
import { MENU_PANEL } from './menu-looks.ts';

/** On a phone a long list covers no more than half of the window, and is scrolled. */
const MOST_LINES = 'max-wide:max-h-[min(var(--radix-dropdown-menu-content-available-height),50dvh)]';

interface SelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly Choice<T>[];
  readonly onChange: (value: T) => void;
  /** `row`: the label stands before it, as with a slider. `bare`: only people who listen are told. */
  readonly layout?: 'row' | 'bare';
  readonly isDisabled?: boolean;
}

/** One of several, with a word about each. Its name says the choice: "Quality: High". */
export function Select<T extends string>({
  label,
  value,
  options,
  onChange,
  layout = 'row',
  isDisabled = false,
}: SelectProps<T>) {
  const { ui } = useWords();
  const chosen = options.find(option => option.value === value);
  const control = (
    <Radix.Root modal={false}>
      <Radix.Trigger
        aria-label={ui.chosen(label, chosen?.label ?? '')}
        disabled={isDisabled}
        className="flex min-h-8 w-full min-w-0 cursor-pointer items-center gap-2 rounded-md border border-transparent bg-field py-1 pr-2 pl-2.5 text-left transition-colors hover:border-line-strong disabled:cursor-default disabled:opacity-40 touch:min-h-11 touch:rounded-[10px]"
      >
        <span className="min-w-0 flex-1 truncate">{chosen?.label}</span>
        {chosen?.note && <span className="flex-none text-xs text-dim tabular-nums">{chosen.note}</span>}
        <ChevronDown className="flex-none text-dim" size={16} strokeWidth={1.6} aria-hidden="true" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className={classes(MENU_PANEL, MOST_LINES)}
        >
          <ChoiceLines
            label={label}
            value={value}
            options={options}
            onChoose={next => {
              const option = options.find(({ value: known }) => known === next);
              if (option) onChange(option.value);
            }}
          />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
  if (layout === 'bare') return control;
  return (
    <div
      className={classes('grid min-h-8 grid-cols-[104px_minmax(0,1fr)] items-center gap-2.5 touch:min-h-11')}
    >
      <span className="text-dim" aria-hidden="true">
        {label}
      </span>
      {control}
    </div>
  );
}
