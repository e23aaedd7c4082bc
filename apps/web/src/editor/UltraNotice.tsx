import { useState } from 'react';
import type { CutoutProgress } from '../engine/cutout.api.ts';
import { useCutout } from '../state/use-cutout.ts';
import { Button } from '../ui/Button.tsx';
import { Message } from '../ui/Message.tsx';
import { ServerDialog } from './ServerDialog.tsx';
import { ultraWords } from './words/choice-words.ts';

/** Less than this is no wait to speak of. */
const WORTH_SAYING_SECONDS = 8;

/** Where no graphics processor does the work, says what the highest level costs and that a server could do it. */
export function UltraNotice({ progress }: { readonly progress: CutoutProgress }) {
  const [isOpen, setOpen] = useState(false);
  const model = useCutout(state => state.model);
  const quality = useCutout(state => state.quality);
  const expect = useCutout(state => state.expect);
  const expected = expect(model, quality);
  const isSlow = progress.provider === 'wasm' && expected.seconds >= WORTH_SAYING_SECONDS;
  if (quality !== 'ultra' || !isSlow) return null;
  return (
    <>
      <Message title={ultraWords(expected)} text="A server can do the same while you go on here." tone="info">
        <Button onClick={() => setOpen(true)}>Let a server do it</Button>
      </Message>
      {isOpen && <ServerDialog onClose={() => setOpen(false)} />}
    </>
  );
}
