import type { ModelPlace } from '../engine/chosen-model.ts';
import { Icon } from '../ui/Icon.tsx';
import css from './ModelItem.module.css';

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
  return (
    <button
      type="button"
      role="menuitemradio"
      aria-checked={isChosen}
      tabIndex={-1}
      className={css.item}
      data-state={state}
      onClick={onChoose}
    >
      <span className={css.check}>{isChosen && <Icon name="check" />}</span>
      <span className={css.name}>{name}</span>
      <span className={css.time}>{time}</span>
      <span className={css.meaning}>{meaning}</span>
      <span className={css.place}>{place}</span>
    </button>
  );
}
