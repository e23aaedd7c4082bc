import { CircleAlert } from 'lucide-react';
import { isAboutFile } from '../state/problem.ts';
import { useWorkspace, useWorkspaceStore } from '../state/use-workspace.ts';
import { Button } from '../ui/Button.tsx';
import { tellProblem } from '../words/tell-problem.ts';
import { useWords } from '../words/use-words.ts';
import { removePicture } from './remove-picture.ts';

/** The first picture of the strip whose file cannot be used: what is wrong with it, and a way to be rid of it. */
export function UnreadPicture() {
  const words = useWords();
  const store = useWorkspaceStore();
  const unread = useWorkspace(({ pictures, activeId }) =>
    pictures.find(
      // On the stage it speaks for itself.
      ({ id, work }) => id !== activeId && work.name === 'failed' && isAboutFile(work.problem),
    ),
  );
  if (unread?.work.name !== 'failed') return null;
  const { title, text } = tellProblem(unread.work.problem, words);
  return (
    <div role="alert" className="flex min-w-0 flex-none items-center gap-2 max-wide:max-w-1/2">
      <CircleAlert className="flex-none text-bad" size={16} strokeWidth={1.8} aria-hidden="true" />
      <p className="min-w-0 text-xs" title={text}>
        <span className="block max-w-56 truncate font-medium">{unread.name}</span>
        <span className="block max-w-56 truncate text-dim">{title}</span>
      </p>
      <Button
        look="quiet"
        onClick={() => removePicture(store.getState(), unread, words, { takesFocus: true })}
      >
        {words.problems.actions.remove}
      </Button>
    </div>
  );
}
