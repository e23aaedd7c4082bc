import type { ComponentProps } from 'react';
import css from './Button.module.css';

interface ButtonProps extends ComponentProps<'button'> {
  /** `primary` at most once on a screen. */
  readonly look?: 'primary' | 'quiet' | 'plain';
  readonly size?: 'normal' | 'large';
}

/** A push button; a `plain` one has an outline, a `quiet` one only its words. */
export function Button({ look = 'plain', size = 'normal', className, ...rest }: ButtonProps) {
  const classes = [css.button, css[look], css[size], className].filter(Boolean).join(' ');
  return <button type="button" className={classes} {...rest} />;
}
