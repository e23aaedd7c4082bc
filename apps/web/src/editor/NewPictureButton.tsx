import { useCutout } from '../state/use-cutout.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';

/** To the start screen; the present cut-out can be come back to. */
export function NewPictureButton() {
  const startOver = useCutout(state => state.startOver);
  return (
    <Button look="quiet" onClick={startOver}>
      <Icon name="picture" />
      New picture
    </Button>
  );
}
