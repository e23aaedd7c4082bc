import { useState } from 'react';
import { useWorkspace } from '../state/use-workspace.ts';
import { Button } from '../ui/Button.tsx';
import { CommandLine } from '../ui/CommandLine.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { modelWords } from '../words/tell-engine.ts';
import { addCommand } from '../words/tell-problem.ts';
import { useWords } from '../words/use-words.ts';

interface MissingModelDialogProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** How a network gets to the server, and a look whether it is there by now. */
export function MissingModelDialog({ id, onClose }: MissingModelDialogProps) {
  const words = useWords();
  const [isLooking, setLooking] = useState(false);
  const info = useWorkspace(state => state.models.find(model => model.id === id));
  const refreshModels = useWorkspace(state => state.refreshModels);
  const choose = useWorkspace(state => state.choose);
  if (!info) return null;
  const { missing } = words.engine;
  const { name } = modelWords(id, info.displayName, words);
  const isThere = info.place === 'server' || info.place === 'device';

  async function look(): Promise<void> {
    setLooking(true);
    await refreshModels(true);
    setLooking(false);
  }

  return (
    <Dialog
      title={isThere ? missing.there(name) : missing.title(name)}
      onClose={onClose}
      actions={
        isThere ? (
          <Button
            look="primary"
            onClick={() => {
              onClose();
              choose({ model: { kind: 'catalog', id } });
            }}
          >
            {missing.use(name)}
          </Button>
        ) : (
          <Button look="primary" disabled={isLooking} onClick={look}>
            {isLooking ? missing.checking : missing.check}
          </Button>
        )
      }
    >
      {isThere ? (
        <p className="text-pretty text-dim">{missing.thereText}</p>
      ) : (
        <>
          <p className="mb-3 text-pretty text-dim">{missing.text(info.totalBytes)}</p>
          <CommandLine command={addCommand(id)} label={missing.command} />
        </>
      )}
    </Dialog>
  );
}
