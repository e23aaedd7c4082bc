import { activeWork } from '../state/active-picture.ts';
import { useWorkspace } from '../state/use-workspace.ts';
import { tellFound, tellReport } from '../words/tell-engine.ts';
import { useWords } from '../words/use-words.ts';

/** What was found, and how the cut-out was made, in one line. */
export function StatusLine() {
  const words = useWords();
  const work = useWorkspace(activeWork);
  if (work?.name !== 'ready') return null;
  const found = tellFound(work.facts, words);
  return (
    <p className="flex min-w-0 gap-3 tabular-nums">
      {found && <span className="flex-none text-dim">{found}</span>}
      <span className="truncate">{tellReport(work.facts, words).join(' · ')}</span>
    </p>
  );
}
