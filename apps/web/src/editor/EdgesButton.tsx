import { useCutout } from '../state/use-cutout.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import css from './EdgesButton.module.css';

/** Shows and hides the sliders of the edges. */
export function EdgesButton() {
  const isOpen = useCutout(state => state.isPanelOpen);
  const openPanel = useCutout(state => state.openPanel);
  return (
    <Button className={css.button} look="quiet" aria-pressed={isOpen} onClick={() => openPanel(!isOpen)}>
      <Icon name="sliders" />
      <span className={css.words}>Edges</span>
    </Button>
  );
}
