import { Check } from 'lucide-react';
import type { ModelPlace } from '../engine/chosen-model.ts';
import { classes } from '../ui/classes.ts';

interface ModelItemProps {
  readonly name: string;
  readonly meaning: string;
  readonly isChosen: boolean;
  /** Empty where it cannot run. */
  readonly time: string;
  readonly place: string;
  readonly state: ModelPlace;
  readonly onChoose: () => void;
}

/** One network of the menu: what it is good for, how long it takes, how large it is and where. */
export function ModelItem({ name, meaning, isChosen, time, place, state, onChoose }: ModelItemProps) {
  const isAway = state === 'missing' || state === 'unreachable';
  return (
    <button
      type="button"
      role="menuitemradio"
      aria-checked={isChosen}
      tabIndex={-1}
      className="grid w-full cursor-pointer grid-cols-[18px_minmax(0,1fr)_auto] gap-x-2 rounded-md px-2 py-1.5 text-left focus-visible:bg-field focus-visible:-outline-offset-2 hover:bg-field touch:py-2"
      onClick={onChoose}
    >
      <span className="row-span-2 text-accent">
        {isChosen && <Check size={18} strokeWidth={1.6} aria-hidden="true" />}
      </span>
      <span className={classes('truncate font-medium touch:text-base', isAway && 'text-dim')}>{name} </span>
      <span className="text-right tabular-nums touch:text-base">{time} </span>
      <span className="text-xs text-dim">{meaning} </span>
      <span className="text-right text-xs text-dim tabular-nums">{place}</span>
    </button>
  );
}
