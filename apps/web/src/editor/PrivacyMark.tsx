import { runCommand } from '../commands/command-registry.ts';
import { allSent } from '../state/sent-pictures.ts';
import { useWorkspace } from '../state/use-workspace.ts';
import { classes } from '../ui/classes.ts';
import { Tooltip } from '../ui/Tooltip.tsx';
import { useWords } from '../words/use-words.ts';

/** Says whether the open picture stayed here; a dot where there is no room for words. A press tells more. */
export function PrivacyMark() {
  const { editor: words } = useWords();
  const isSent = useWorkspace(state => state.activeId !== null && allSent(state).has(state.activeId));
  const label = isSent ? words.sent : words.local;
  return (
    <Tooltip label={label}>
      <button
        type="button"
        aria-label={label}
        className="flex min-h-8 min-w-8 cursor-pointer items-center justify-center gap-1.5 rounded-md px-2 text-dim transition-colors hover:bg-field hover:text-text touch:min-h-10 touch:min-w-10"
        onClick={() => runCommand('help.offline')}
      >
        <i className={classes('size-2 flex-none rounded-full', isSent ? 'bg-accent' : 'bg-ok')} />
        <span className="truncate max-[1280px]:hidden">{label}</span>
      </button>
    </Tooltip>
  );
}
