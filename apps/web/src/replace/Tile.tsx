import type { ComponentProps } from 'react';
import { ChosenTick } from '../ui/ChosenTick.tsx';
import { classes } from '../ui/classes.ts';
import { Tooltip } from '../ui/Tooltip.tsx';

interface TileProps extends Omit<ComponentProps<'button'>, 'aria-label'> {
  /** Its accessible name and its tooltip. */
  readonly label: string;
  /** Given where it shows whether it is the chosen one. */
  readonly isChosen?: boolean;
  /** Its name is written below it, where many lie side by side; it needs no tooltip then. */
  readonly isNamed?: boolean;
}

/**
 * A small picture to press. The chosen one has a ring without a gap and a tick; the ring of the keyboard's focus lies further
 * outside, so that the two are never taken for each other.
 */
export function Tile({ label, isChosen, isNamed = false, className, style, children, ...rest }: TileProps) {
  const button = (
    <button
      type="button"
      aria-label={label}
      aria-pressed={isChosen}
      className="group grid w-full cursor-pointer touch-manipulation content-start gap-1 rounded-md focus-visible:outline-offset-4 touch:min-h-11"
      {...rest}
    >
      <span
        className={classes(
          'relative grid aspect-5/4 w-full place-items-center overflow-hidden rounded-md border border-line text-dim transition-[box-shadow,color] group-hover:border-line-strong group-hover:text-text group-aria-pressed:border-transparent group-aria-pressed:shadow-[0_0_0_2px_var(--accent)]',
          className,
        )}
        style={style}
      >
        {children}
        {isChosen && <ChosenTick />}
      </span>
      {isNamed && (
        <span className="line-clamp-2 text-xs text-pretty text-dim group-hover:text-text group-aria-pressed:text-text">
          {label}
        </span>
      )}
    </button>
  );
  return isNamed ? button : <Tooltip label={label}>{button}</Tooltip>;
}
