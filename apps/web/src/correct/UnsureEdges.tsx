import { ScanEye } from 'lucide-react';
import { useWorkspace } from '../state/use-workspace.ts';
import { Button } from '../ui/Button.tsx';
import { useWords } from '../words/use-words.ts';
import { useDoubt } from './use-doubt.ts';

/** Says whether every edge is sure, and shows which is not. Always there, so that nothing moves when it is known. */
export function UnsureEdges() {
  const { correct: words } = useWords();
  const isDoubted = useDoubt();
  const isShown = useWorkspace(state => state.view === 'unsure');
  const setView = useWorkspace(state => state.setView);
  return (
    <Button
      look="quiet"
      className="-ml-3 justify-self-start text-dim"
      aria-pressed={isShown}
      disabled={isDoubted === null}
      title={words.unsureHint}
      onClick={() => setView(isShown ? 'result' : 'unsure')}
    >
      <ScanEye size={16} strokeWidth={1.6} aria-hidden="true" />
      {isDoubted === null ? words.unsureEdges : isDoubted ? words.unsure : words.sure}
    </Button>
  );
}
