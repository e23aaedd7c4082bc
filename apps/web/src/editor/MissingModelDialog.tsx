import { useState } from 'react';
import { useCutout } from '../state/use-cutout.ts';
import { Button } from '../ui/Button.tsx';
import { CommandLine } from '../ui/CommandLine.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import css from './MissingModelDialog.module.css';
import { addCommand, missingWords, modelWords } from './words/choice-words.ts';

interface MissingModelDialogProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** How a network gets to the server, and a look whether it is there by now. */
export function MissingModelDialog({ id, onClose }: MissingModelDialogProps) {
  const [isLooking, setLooking] = useState(false);
  const info = useCutout(state => state.models.find(model => model.id === id));
  const refreshModels = useCutout(state => state.refreshModels);
  const choose = useCutout(state => state.choose);
  if (!info) return null;
  const { name } = modelWords(id, info.displayName);
  const isThere = info.place === 'server' || info.place === 'device';
  const words = missingWords(name, info);

  async function look(): Promise<void> {
    setLooking(true);
    await refreshModels(true);
    setLooking(false);
  }

  return (
    <Dialog
      title={isThere ? `${name} is there now` : words.title}
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
            Use {name}
          </Button>
        ) : (
          <Button look="primary" disabled={isLooking} onClick={look}>
            {isLooking ? 'Looking' : 'Check again'}
          </Button>
        )
      }
    >
      {isThere ? (
        <p className={css.text}>The server has it. It is downloaded once, when it is first used.</p>
      ) : (
        <>
          <p className={css.text}>{words.text}</p>
          <CommandLine command={addCommand(id)} label="Command for the server" />
        </>
      )}
    </Dialog>
  );
}
