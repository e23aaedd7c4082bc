import { hasGhost, isWithoutBackground } from '../state/correcting.ts';
import { useWorkspace } from '../state/use-workspace.ts';
import { useWords } from '../words/use-words.ts';

/** Why the picture looks otherwise while it is corrected: as many sentences as find room at the end of the strip. */
export function CorrectingNote() {
  const { correct: words } = useWords();
  const isBare = useWorkspace(isWithoutBackground);
  const isFaint = useWorkspace(hasGhost);
  if (!isBare && !isFaint) return null;
  return (
    <div className="flex h-full min-w-0 flex-1 flex-wrap content-start justify-end gap-x-4 overflow-hidden text-xs">
      {/* Holds the first line, so that a sentence that is too long for it goes to the next, out of sight. */}
      <span className="-mr-4 h-full w-px" />
      {isFaint && <p className="flex h-full items-center">{words.ghost}</p>}
      {isBare && <p className="flex h-full items-center">{words.withoutBackground}</p>}
    </div>
  );
}
