import { CircleAlert, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useWorkspace, useWorkspaceStore } from '../state/use-workspace.ts';
import type { PictureItem } from '../state/workspace-state.ts';
import { classes } from '../ui/classes.ts';
import { focusBeside, focusReturned } from '../ui/focus-items.ts';
import { useWords } from '../words/use-words.ts';
import { removePicture } from './remove-picture.ts';

interface FilmstripItemProps {
  readonly picture: PictureItem;
  readonly isActive: boolean;
}

/** One picture of the strip: a press opens it, Delete takes it out of the project, which can be undone. */
export function FilmstripItem({ picture, isActive }: FilmstripItemProps) {
  const all = useWords();
  const { editor: words } = all;
  const activate = useWorkspace(state => state.activate);
  const store = useWorkspaceStore();
  const stripEnds = useWorkspace(state => state.pictures.length <= 2);
  const item = useRef<HTMLLIElement>(null);
  const { id, name, thumbnail, work } = picture;
  useEffect(() => {
    if (isActive) item.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isActive]);

  function takeOut(): void {
    // Of two pictures one is left, and no strip.
    const isLeft = stripEnds && item.current?.contains(document.activeElement) === true;
    const takesFocus = isLeft || focusBeside(item.current);
    removePicture(store.getState(), picture, all, { takesFocus, onBack: () => focusReturned(id) });
  }

  return (
    <li ref={item} className="group relative flex-none">
      <button
        type="button"
        data-item={id}
        aria-label={words.picture(name, words.states[work.name])}
        aria-current={isActive}
        title={name}
        onClick={() => activate(id)}
        onKeyDown={event => {
          if (event.key !== 'Delete' && event.key !== 'Backspace') return;
          event.preventDefault();
          takeOut();
        }}
        className={classes(
          'relative block h-14 w-19 cursor-pointer overflow-hidden rounded-sm bg-field outline-offset-1 transition-opacity focus-visible:outline-offset-3 max-wide:h-12 max-wide:w-16',
          isActive ? 'outline-2 outline-accent' : 'opacity-80 hover:opacity-100',
        )}
      >
        {thumbnail && (
          <img
            src={thumbnail}
            alt=""
            draggable={false}
            className={classes(
              'checkerboard canvas-edge absolute inset-0 m-auto max-h-full max-w-full',
              work.name === 'waiting' && 'opacity-45',
            )}
          />
        )}
        {work.name === 'working' && (
          <span
            className="absolute inset-x-0 bottom-0 h-[3px] origin-left bg-accent transition-transform"
            style={{ transform: `scaleX(${work.progress.fraction})` }}
          />
        )}
        {work.name === 'failed' && (
          <span className="absolute right-1 bottom-1 rounded-full bg-panel text-bad">
            <CircleAlert size={16} strokeWidth={2} aria-hidden="true" />
          </span>
        )}
      </button>
      <button
        type="button"
        aria-label={words.remove(name)}
        tabIndex={-1}
        onClick={takeOut}
        className={classes(
          'absolute -top-2 -right-2 size-6 cursor-pointer touch-manipulation place-items-center text-dim hover:text-text touch:-top-2.5 touch:-right-2.5 touch:size-10',
          isActive
            ? 'grid [@media(hover:hover)]:hidden [@media(hover:hover)]:group-hover:grid'
            : 'hidden group-hover:grid [@media(hover:none)]:hidden!',
        )}
      >
        <span className="grid size-6 place-items-center rounded-full border border-line bg-panel">
          <X size={12} strokeWidth={2} aria-hidden="true" />
        </span>
      </button>
    </li>
  );
}
