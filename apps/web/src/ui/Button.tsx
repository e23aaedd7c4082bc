import type { ComponentProps } from 'react';
import { classes } from './classes.ts';
import { heldButton } from './held-button.ts';

interface ButtonProps extends ComponentProps<'button'> {
  /** `primary` at most once on a screen. */
  readonly look?: 'primary' | 'quiet' | 'plain';
  readonly size?: 'normal' | 'large';
}

const LOOKS = {
  primary:
    'border-transparent bg-accent font-semibold text-on-accent not-aria-disabled:hover:bg-accent-hover aria-disabled:bg-field-hover aria-disabled:text-faint',
  plain: 'border-line-strong bg-panel font-medium not-aria-disabled:hover:bg-field',
  quiet:
    'border-transparent font-medium text-dim not-aria-disabled:hover:bg-field not-aria-disabled:hover:text-text',
} as const;

const SIZES = {
  normal: 'min-h-8 rounded-md px-3 touch:min-h-11 touch:rounded-[10px] touch:text-base',
  large: 'min-h-11 rounded-[10px] px-5 text-[15px] leading-5',
} as const;

/** A push button; a `plain` one has an outline, a `quiet` one only its words. It keeps the focus while it is `disabled`. */
export function Button({ look = 'plain', size = 'normal', className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={classes(
        'inline-flex flex-none cursor-pointer touch-manipulation select-none items-center justify-center gap-2 whitespace-nowrap border transition-colors aria-disabled:cursor-default',
        look !== 'primary' && 'aria-disabled:opacity-40',
        LOOKS[look],
        SIZES[size],
        className,
      )}
      {...heldButton(rest)}
    />
  );
}
