import type { LucideIcon } from 'lucide-react';
import { RadioGroup as Radix } from 'radix-ui';
import { type FocusEvent, useRef } from 'react';
import { classes } from './classes.ts';
import { Tooltip } from './Tooltip.tsx';

interface Segment<T extends string> {
  readonly value: T;
  readonly label: string;
  /** In the label's place, which becomes a tooltip. */
  readonly icon?: LucideIcon;
  readonly keys?: string | undefined;
  readonly isDisabled?: boolean;
}

interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly Segment<T>[];
  readonly onChange: (value: T) => void;
  /** Every part as wide as the others, over the whole width. */
  readonly isWide?: boolean;
}

/** One of few, all of them seen; arrows go from one to the next. */
export function Segmented<T extends string>({
  label,
  value,
  options,
  onChange,
  isWide = false,
}: SegmentedProps<T>) {
  // Radix listens for arrows at the document, which they never reach out of a dialog.
  const isMoving = useRef(false);

  function follow(event: FocusEvent<HTMLElement>): void {
    if (!isMoving.current) return;
    event.preventDefault();
    event.currentTarget.click();
  }

  return (
    <Radix.Root
      aria-label={label}
      orientation="horizontal"
      value={value}
      onKeyDownCapture={event => {
        isMoving.current = event.key.startsWith('Arrow');
      }}
      onBlur={event => {
        if (!event.currentTarget.contains(event.relatedTarget)) isMoving.current = false;
      }}
      onValueChange={next => {
        const option = options.find(({ value: known }) => known === next);
        if (option) onChange(option.value);
      }}
      className={classes(
        'rounded-md bg-field p-0.5 touch:rounded-[10px]',
        isWide ? 'grid auto-cols-fr grid-flow-col' : 'inline-flex',
      )}
    >
      {options.map(({ value: own, label: name, icon: Icon, keys, isDisabled = false }) => {
        const part = (
          <Radix.Item
            key={own}
            value={own}
            disabled={isDisabled}
            onFocus={follow}
            aria-label={Icon ? name : undefined}
            className="inline-flex min-h-7 min-w-0 cursor-pointer items-center justify-center rounded-sm px-2.5 text-dim transition-colors enabled:hover:text-text disabled:cursor-default disabled:opacity-40 aria-checked:bg-raised aria-checked:text-text touch:min-h-10"
          >
            {Icon ? (
              <Icon size={16} strokeWidth={1.6} aria-hidden="true" />
            ) : (
              <span className="truncate">{name}</span>
            )}
          </Radix.Item>
        );
        return Icon ? (
          <Tooltip key={own} label={name} keys={keys}>
            {part}
          </Tooltip>
        ) : (
          part
        );
      })}
    </Radix.Root>
  );
}
