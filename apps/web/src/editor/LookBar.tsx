import { Columns2 } from 'lucide-react';
import { runCommand } from '../commands/command-registry.ts';
import { isEnabled } from '../commands/page-command.ts';
import { useCommand } from '../commands/use-commands.ts';
import { useWorkspace } from '../state/use-workspace.ts';
import { Button } from '../ui/Button.tsx';
import { useWords } from '../words/use-words.ts';
import { ViewMenu } from './ViewSwitch.tsx';

/** On a phone, below the stage: how the picture is looked at. */
export function LookBar() {
  const { editor: words } = useWords();
  const isComparing = useWorkspace(state => state.isComparing);
  const compare = useCommand('view.compare');
  return (
    <div className="flex min-w-0 flex-1 items-center justify-between">
      <ViewMenu look="words" />
      {compare && (
        <Button
          look="quiet"
          className="px-2.5 font-normal aria-pressed:text-accent"
          aria-pressed={isComparing}
          aria-disabled={!isEnabled(compare) || undefined}
          onClick={() => runCommand(compare.id)}
        >
          <Columns2 size={18} strokeWidth={1.6} aria-hidden="true" />
          {words.compare}
        </Button>
      )}
    </div>
  );
}
