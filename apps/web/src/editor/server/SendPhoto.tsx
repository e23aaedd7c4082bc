import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { Account, Allowance } from '../../server/server-state.ts';
import type { ServerStore } from '../../server/server-store.ts';
import { activePicture } from '../../state/active-picture.ts';
import { useWorkspace } from '../../state/use-workspace.ts';
import { Button } from '../../ui/Button.tsx';
import { tellClock } from '../../words/clock.ts';
import type { Words } from '../../words/en.ts';
import { useWords } from '../../words/use-words.ts';
import { PhotoCard } from './PhotoCard.tsx';

interface SendPhotoProps {
  readonly server: ServerStore;
  readonly account: Account;
  /** Called when the photo is on its way. */
  readonly onSent: () => void;
}

/** Says what would be sent and where, and sends it when told to. */
export function SendPhoto({ server, account, onSent }: SendPhotoProps) {
  const words = useWords();
  const { server: said } = words;
  const picture = useWorkspace(activePicture);
  const model = useWorkspace(state => state.model);
  const letDo = useWorkspace(state => state.letDo);
  const allowance = useStore(server, state => state.allowance);
  const signOut = useStore(server, state => state.signOut);
  const button = useRef<HTMLButtonElement>(null);
  const note = useRef<HTMLParagraphElement>(null);
  const isSpent = allowance?.left === 0;
  useEffect(() => (button.current ?? note.current)?.focus(), []);

  function send(): void {
    if (!picture || isSpent) return;
    onSent();
    letDo(server.getState().maker(picture.name));
  }

  return (
    <>
      {picture ? (
        <>
          <PhotoCard picture={picture} />
          <p className="mt-3 text-pretty text-dim">{said.goesTo(location.host)}</p>
          {model.kind === 'own' && <p className="mt-3 text-pretty text-dim">{said.ownStays}</p>}
          <div className="mt-4 flex items-center justify-end gap-3 max-wide:flex-col max-wide:items-stretch">
            <p className="flex-1 text-dim tabular-nums empty:hidden max-wide:text-center" role="status">
              {tellAllowance(allowance, words)}
            </p>
            <Button ref={button} look="primary" aria-disabled={isSpent} onClick={send}>
              {said.send}
            </Button>
          </div>
        </>
      ) : (
        // The focus only waits here for the next key.
        <p ref={note} className="text-pretty text-dim focus:outline-none" tabIndex={-1}>
          {said.chooseFirst}
        </p>
      )}
      <div className="-mx-5 -mb-4 mt-4 flex items-center justify-between gap-2 border-line border-t py-1.5 pr-2 pl-5 text-dim">
        <span className="truncate" title={account.email}>
          {account.email}
        </span>
        <Button look="quiet" onClick={signOut}>
          {said.signOut}
        </Button>
      </div>
    </>
  );
}

/** How many photos may still be sent; nothing where that is not known or not limited. */
function tellAllowance(allowance: Allowance | null, words: Words): string {
  if (!allowance || allowance.left === null) return '';
  const { left, resetsAt } = allowance;
  return left === 0 ? words.server.noneLeft(tellClock(resetsAt, words)) : words.server.left(left);
}
