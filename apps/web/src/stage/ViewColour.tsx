import { useWorkspace } from '../state/use-workspace.ts';
import { ColourPicker } from '../ui/ColourPicker.tsx';
import { Popover } from '../ui/Popover.tsx';
import { useWords } from '../words/use-words.ts';

/** The colour that the subject is looked at on, in the view of that name. */
export function ViewColour() {
  const { stage: words, ui } = useWords();
  const colour = useWorkspace(state => state.viewColour);
  const setView = useWorkspace(state => state.setView);
  const show = (hex: string) => setView('colour', hex);
  return (
    <div className="absolute bottom-3 left-3">
      <Popover
        label={words.viewColour}
        side="top"
        align="start"
        trigger={
          <button
            type="button"
            aria-label={ui.chosen(words.viewColour, colour)}
            className="flex h-7 cursor-pointer items-center gap-2 rounded-md border border-line bg-panel pr-2.5 pl-1 text-xs text-text tabular-nums hover:bg-field touch:h-11"
          >
            <span
              aria-hidden="true"
              className="size-5 rounded-xs border border-line-strong touch:size-8"
              style={{ background: colour }}
            />
            {colour}
          </button>
        }
      >
        <ColourPicker value={colour} onPreview={show} onCommit={show} />
      </Popover>
    </div>
  );
}
