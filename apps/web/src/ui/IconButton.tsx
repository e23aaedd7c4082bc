import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classes } from './classes.ts';
import { heldButton } from './held-button.ts';
import { Tooltip } from './Tooltip.tsx';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'aria-label'> {
  /** Its accessible name and its tooltip. */
  readonly label: string;
  readonly icon: LucideIcon;
  /** The shortcut, as `commands/` writes it. */
  readonly keys?: string | undefined;
  /** Given where it stays down: a tool, a view. */
  readonly isPressed?: boolean | undefined;
  readonly size?: 'normal' | 'tool';
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
}

const SIZES = { normal: 'size-8', tool: 'size-9' } as const;

/** A button that is an icon, named by its tooltip. It keeps the focus while it is `disabled`. */
export function IconButton({
  label,
  icon: Icon,
  keys,
  isPressed,
  size = 'normal',
  side = 'bottom',
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={label} keys={keys} side={side}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={isPressed}
        className={classes(
          'inline-grid flex-none cursor-pointer touch-manipulation place-items-center rounded-md text-dim transition-colors not-aria-disabled:not-aria-pressed:hover:bg-field not-aria-disabled:not-aria-pressed:hover:text-text aria-disabled:cursor-default aria-disabled:opacity-40 aria-pressed:bg-accent-wash aria-pressed:text-accent touch:size-10',
          SIZES[size],
          className,
        )}
        {...heldButton(rest)}
      >
        <Icon size={18} strokeWidth={1.6} aria-hidden="true" />
      </button>
    </Tooltip>
  );
}
