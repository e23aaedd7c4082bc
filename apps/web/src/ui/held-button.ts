import type { ComponentProps, SyntheticEvent } from 'react';

/**
 * A button's props with `disabled` told by `aria-disabled`, and without what a press would do: it keeps the focus, so that a
 * keyboard is not thrown out by what its own press makes impossible.
 */
export function heldButton({ disabled, ...props }: ComponentProps<'button'>): ComponentProps<'button'> {
  if (!disabled) return props;
  return {
    ...props,
    'aria-disabled': true,
    // Not by leaving them out: a press would send the form, or open the menu that the button belongs to.
    onClick: stop,
    onPointerDown: undefined,
    onKeyDown: undefined,
  };
}

function stop(event: SyntheticEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
