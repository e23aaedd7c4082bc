import { activePicture } from '../state/active-picture.ts';
import { useWorkspace } from '../state/use-workspace.ts';
import { Button } from '../ui/Button.tsx';
import { useWords } from '../words/use-words.ts';

/** Why the edges of a cut-out that a server made cannot be moved, and how they could be. */
export function ServedNote() {
  const {
    editor: { served: words },
  } = useWords();
  const picture = useWorkspace(activePicture);
  const cutOutHere = useWorkspace(state => state.cutOutHere);
  if (picture?.work.name !== 'ready' || !picture.work.served) return null;
  return (
    <div className="mb-2 rounded-md bg-field p-3">
      <p className="mb-2 text-pretty text-dim">{words.text}</p>
      <Button onClick={() => cutOutHere(picture.id)}>{words.here}</Button>
    </div>
  );
}
