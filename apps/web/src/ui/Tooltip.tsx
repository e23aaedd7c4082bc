import { Tooltip as Radix } from 'radix-ui';
import type { ReactElement } from 'react';
import { Keys } from './Keys.tsx';

interface TooltipProps {
  readonly label: string;
  /** The shortcut, as `commands/` writes it. */
  readonly keys?: string | undefined;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  /** What is explained; it takes a ref and the pointer's events. */
  readonly children: ReactElement;
}

/**
 * Says what something is, and its shortcut, when it is pointed at, or focused by a key. A finger that gets the focus back from
 * what it closed meant nothing by it. Needs a `TooltipRoot` around it.
 */
export function Tooltip({ label, keys, side = 'bottom', children }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger
        asChild
        onFocus={event => event.currentTarget.matches(':focus-visible') || event.preventDefault()}
      >
        {children}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="pointer-events-none z-70 flex max-w-72 animate-fade items-center gap-2 rounded-sm border border-line bg-panel px-2 py-1 text-xs text-text shadow-float"
        >
          {label}
          {keys && <Keys binding={keys} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
