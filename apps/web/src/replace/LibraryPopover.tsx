import { type ReactElement, type RefObject, useState } from 'react';
import { Popover } from '../ui/Popover.tsx';
import { useWords } from '../words/use-words.ts';
import { LibraryGrid } from './LibraryGrid.tsx';

interface LibraryPopoverProps {
  readonly trigger: ReactElement;
  /** What it must not cover: the tiles that it grew from. */
  readonly beside: RefObject<HTMLElement | null>;
  readonly chosenId: string | null;
  readonly onChoose: (id: string) => void;
}

/** The library beside the inspector. It stays open, so that several can be tried. */
export function LibraryPopover({ trigger, beside, chosenId, onChoose }: LibraryPopoverProps) {
  const { replace: words } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      label={words.library.title}
      side="left"
      align="start"
      beside={beside}
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={trigger}
    >
      <div className="-m-3 flex max-h-[min(40rem,calc(100dvh-1rem))] w-120 flex-col">
        <h2 className="border-b border-line px-4 py-3 font-semibold">{words.library.title}</h2>
        <div className="min-h-0 overflow-y-auto p-4">
          <LibraryGrid chosenId={chosenId} onChoose={onChoose} />
        </div>
      </div>
    </Popover>
  );
}
