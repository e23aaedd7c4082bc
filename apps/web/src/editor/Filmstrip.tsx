import { Plus } from 'lucide-react';
import { runCommand } from '../commands/command-registry.ts';
import { useWorkspace } from '../state/use-workspace.ts';
import { useWords } from '../words/use-words.ts';
import { FilmstripItem } from './FilmstripItem.tsx';
import { UnreadPicture } from './UnreadPicture.tsx';

/** The project's pictures, as soon as there are several: which one is open, how far each is, and room for more. */
export function Filmstrip() {
  const { editor: words } = useWords();
  const pictures = useWorkspace(state => state.pictures);
  const activeId = useWorkspace(state => state.activeId);
  if (pictures.length < 2) return null;
  const done = pictures.filter(({ work }) => work.name === 'ready').length;
  return (
    <nav
      aria-label={words.filmstrip}
      className="flex min-w-0 items-center gap-3 border-line border-t bg-panel px-3.5 max-wide:px-2"
    >
      <ul className="flex min-w-0 gap-2 overflow-x-auto py-2.5 pr-1 pl-0.5">
        {pictures.map(picture => (
          <FilmstripItem key={picture.id} picture={picture} isActive={picture.id === activeId} />
        ))}
        <li className="flex-none">
          <button
            type="button"
            aria-label={words.add}
            title={words.add}
            onClick={() => runCommand('file.add')}
            className="grid h-14 w-19 cursor-pointer place-items-center rounded-sm border border-line-strong border-dashed text-dim transition-colors hover:border-accent hover:text-accent max-wide:h-12 max-wide:w-16"
          >
            <Plus size={18} strokeWidth={1.6} aria-hidden="true" />
          </button>
        </li>
      </ul>
      <UnreadPicture />
      <p className="ml-auto flex-none text-xs text-dim tabular-nums max-wide:hidden">
        {words.done(done, pictures.length)}
      </p>
    </nav>
  );
}
