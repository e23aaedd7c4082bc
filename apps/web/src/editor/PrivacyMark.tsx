import { runCommand } from '../commands/command-registry.ts';
import { Tooltip } from '../ui/Tooltip.tsx';
import { useWords } from '../words/use-words.ts';

/** Says that pictures stay here; a dot where there is no room for words. A press tells more. */
export function PrivacyMark() {
  const { editor: words } = useWords();
  return (
    <Tooltip label={words.local}>
      <button
        type="button"
        aria-label={words.local}
        className="flex min-h-8 min-w-8 cursor-pointer items-center justify-center gap-1.5 rounded-md px-2 text-dim transition-colors hover:bg-field hover:text-text touch:min-h-10 touch:min-w-10"
        onClick={() => runCommand('help.offline')}
      >
        <i className="size-2 flex-none rounded-full bg-ok" />
        <span className="truncate max-[1280px]:hidden">{words.local}</span>
      </button>
    </Tooltip>
  );
}
