import { Popover as Radix } from 'radix-ui';
import type { ReactElement, ReactNode, RefObject } from 'react';

interface PopoverProps {
  /** Of what floats, for people who listen. */
  readonly label: string;
  /** The button that opens it; it takes a ref. */
  readonly trigger: ReactElement;
  readonly children: ReactNode;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  readonly align?: 'start' | 'center' | 'end';
  /** What it stands beside, where that is more than the button. */
  readonly beside?: RefObject<HTMLElement | null>;
  /** Given together where somebody else decides whether it is open. */
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
}

/** Controls that float beside a button. Escape and a press elsewhere close it. */
export function Popover({
  label,
  trigger,
  children,
  side = 'bottom',
  align = 'center',
  beside,
  isOpen,
  onOpenChange,
}: PopoverProps) {
  const control = isOpen === undefined ? {} : { open: isOpen };
  return (
    <Radix.Root {...control} {...(onOpenChange && { onOpenChange })}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      {beside && <Radix.Anchor virtualRef={beside as RefObject<HTMLElement>} />}
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          side={side}
          align={align}
          sideOffset={beside ? 24 : 6}
          collisionPadding={8}
          className="z-50 max-h-(--radix-popover-content-available-height) animate-pop overflow-y-auto rounded-lg border border-line bg-panel p-3 text-text shadow-float focus-visible:outline-none"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
