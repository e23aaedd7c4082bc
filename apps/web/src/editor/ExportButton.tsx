import { runCommand } from '../commands/command-registry.ts';
import { useCommandKeys } from '../commands/use-commands.ts';
import { canExport, hasResult } from '../state/active-picture.ts';
import { useWorkspace } from '../state/use-workspace.ts';
import { Button } from '../ui/Button.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { useWords } from '../words/use-words.ts';

/** The only filled button: what all the others are for. */
export function ExportButton() {
  const { editor: words } = useWords();
  const isPossible = useWorkspace(canExport);
  const isComing = useWorkspace(hasResult) && !isPossible;
  const keys = useCommandKeys('file.export');
  return (
    <Tooltip label={isComing ? words.exportComing : words.export} keys={keys} side="bottom">
      <Button
        look="primary"
        className="ml-1 px-3.5 max-wide:px-3 touch:min-h-10!"
        aria-disabled={!isPossible}
        onClick={() => runCommand('file.export')}
      >
        {words.export}
      </Button>
    </Tooltip>
  );
}
