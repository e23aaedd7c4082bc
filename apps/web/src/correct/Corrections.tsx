import { ChevronDown, RotateCcw, SlidersHorizontal, Trash2 } from 'lucide-react';
import { useWorkspace, useWorkspaceStore } from '../state/use-workspace.ts';
import { Button } from '../ui/Button.tsx';
import { Menu } from '../ui/Menu.tsx';
import { useWords } from '../words/use-words.ts';
import { edgeReset } from './edge-settings.ts';
import { MaskMenu } from './MaskMenu.tsx';
import { useCorrectable } from './use-correctable.ts';

/** What was done by hand, in one line: how much, the mask in and out, and ways back. */
export function Corrections() {
  const { correct: words } = useWords();
  const store = useWorkspaceStore();
  const count = useWorkspace(state => state.history?.document.edits.length ?? 0);
  const reset = useWorkspace(state => state.history && edgeReset(state.history.document.recipe) !== null);
  const isCorrectable = useCorrectable();

  function resetEdges(): void {
    const { history, perform } = store.getState();
    const changes = history && edgeReset(history.document.recipe);
    if (changes) perform({ name: 'change-recipe', about: 'edges', changes });
  }

  return (
    // Where words are long the buttons have a line of their own.
    <div className="mt-1 flex min-h-8 flex-wrap items-center gap-x-1">
      <p className="mr-auto text-dim">{count === 0 ? words.noCorrections : words.corrections(count)}</p>
      <div className="ml-auto flex items-center gap-1">
        <Menu
          align="end"
          trigger={
            // In its own words there would be no room for the others in every language.
            <Button
              look="quiet"
              className="gap-1 px-1.5"
              aria-label={words.reset}
              title={words.reset}
              disabled={!isCorrectable || (count === 0 && !reset)}
            >
              <RotateCcw size={16} strokeWidth={1.6} aria-hidden="true" />
              <ChevronDown size={14} strokeWidth={1.6} aria-hidden="true" />
            </Button>
          }
          entries={[
            {
              kind: 'item',
              label: words.clearEdits,
              icon: Trash2,
              isDisabled: count === 0,
              run: () => store.getState().perform({ name: 'clear-edits' }),
            },
            {
              kind: 'item',
              label: words.resetEdges,
              icon: SlidersHorizontal,
              isDisabled: !reset,
              run: resetEdges,
            },
          ]}
        />
        <MaskMenu isDisabled={!isCorrectable} />
      </div>
    </div>
  );
}
