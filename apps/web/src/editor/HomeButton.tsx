import { useWorkspace } from '../state/use-workspace.ts';
import { Mark } from '../ui/Mark.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { useWords } from '../words/use-words.ts';

/** The mark, which leads back to all projects. */
export function HomeButton() {
  const { editor: words } = useWords();
  const leave = useWorkspace(state => state.leaveProject);
  return (
    <Tooltip label={words.home}>
      <button
        type="button"
        aria-label={words.home}
        onClick={leave}
        className="grid size-8 flex-none cursor-pointer place-items-center rounded-md transition-colors hover:bg-field touch:size-10"
      >
        <Mark size={20} />
      </button>
    </Tooltip>
  );
}
