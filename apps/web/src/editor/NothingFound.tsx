import type { Quality } from '@backgroundfx/core';
import { useCutout } from '../state/use-cutout.ts';
import { Button } from '../ui/Button.tsx';
import { Message } from '../ui/Message.tsx';

/** Says that the whole picture is background as far as the model can see. */
export function NothingFound({ quality }: { readonly quality: Quality }) {
  const setQuality = useCutout(state => state.setQuality);
  return (
    <Message
      title="No subject found"
      text="Nothing stands out from the rest, so the picture was left as it is. One clear subject in front works best."
      tone="info"
    >
      {quality !== 'ultra' && <Button onClick={() => setQuality('ultra')}>Look again with Ultra</Button>}
    </Message>
  );
}
