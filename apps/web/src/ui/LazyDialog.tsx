import { LazyPart } from './LazyPart.tsx';
import type { LazyCode } from './lazy-code.ts';
import { dropMissingPart, tellMissingPart } from './missing-part.ts';

interface LazyDialogProps<Props> {
  readonly of: LazyCode<Props>;
  readonly onClose: () => void;
}

/**
 * A dialog, with its own props beside these, whose code is fetched when it is opened. Where that does not arrive, a toast says
 * so and the dialog counts as closed, so that the next press asks again.
 */
export function LazyDialog<Props extends object>(props: NoInfer<Props> & LazyDialogProps<Props>) {
  function giveUp(): void {
    tellMissingPart();
    props.onClose();
  }
  return <LazyPart<Props> {...props} onHere={dropMissingPart} onMissing={giveUp} />;
}
