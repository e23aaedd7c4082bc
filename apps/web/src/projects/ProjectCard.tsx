import { Copy, Ellipsis, ImageIcon, Pencil, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ProjectEntry } from '../state/projects-store.ts';
import { useWorkspace } from '../state/use-workspace.ts';
import { focusBeside, focusReturned } from '../ui/focus-items.ts';
import { Menu } from '../ui/Menu.tsx';
import { showToast } from '../ui/toast-store.ts';
import { useWords } from '../words/use-words.ts';
import { NameField } from './NameField.tsx';
import { useProjects } from './use-projects.ts';

/** One kept project: opened by a click, with what else can be done to it in a menu. */
export function ProjectCard({ project }: { readonly project: ProjectEntry }) {
  const { projects: words } = useWords();
  const open = useWorkspace(state => state.openProject);
  const rename = useProjects(state => state.rename);
  const [isRenaming, setIsRenaming] = useState(false);
  const card = useRef<HTMLLIElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { id, name, changedAt, pictures, thumbnail } = project;

  return (
    <li
      ref={card}
      className="group relative min-w-0 rounded-lg border border-line bg-panel outline-offset-2 outline-accent transition-colors focus-within:border-line-strong hover:border-line-strong has-[[data-item]:focus-visible]:outline-2"
    >
      <button
        ref={button}
        type="button"
        data-item={id}
        aria-label={words.open(name)}
        className="block w-full cursor-pointer touch-manipulation after:absolute after:inset-0 focus-visible:outline-none"
        onClick={() => void open(id)}
      >
        <span className="relative grid aspect-16/9 place-items-center overflow-hidden rounded-t-[11px] bg-field">
          {thumbnail ? (
            <img
              src={thumbnail}
              alt=""
              draggable={false}
              className="checkerboard canvas-edge absolute inset-0 m-auto max-h-full max-w-full transition-[scale] group-hover:scale-103"
            />
          ) : (
            <ImageIcon size={22} strokeWidth={1.4} aria-hidden="true" className="text-faint" />
          )}
        </span>
      </button>
      <div className="flex h-13 items-center gap-1 border-line border-t pr-1 pl-3">
        {isRenaming ? (
          <NameField
            label={words.newName}
            name={name}
            onDone={next => {
              setIsRenaming(false);
              if (next !== null) rename(id, next);
              button.current?.focus();
            }}
          />
        ) : (
          <div className="grid min-w-0 flex-1">
            <span className="truncate" title={name}>
              {name}
            </span>
            <span className="truncate text-dim text-xs tabular-nums">
              <time dateTime={new Date(changedAt).toISOString()}>
                {words.when(new Date(changedAt), new Date())}
              </time>
              {pictures > 1 && ` · ${words.pictures(pictures)}`}
            </span>
          </div>
        )}
        <ProjectMenu
          project={project}
          onRename={() => setIsRenaming(true)}
          onRemove={() => focusBeside(card.current)}
        />
      </div>
    </li>
  );
}

interface ProjectMenuProps {
  readonly project: ProjectEntry;
  readonly onRename: () => void;
  /** @returns whether the focus has no other place to go */
  readonly onRemove: () => boolean;
}

function ProjectMenu({ project, onRename, onRemove }: ProjectMenuProps) {
  const { projects: words } = useWords();
  const duplicate = useProjects(state => state.duplicate);
  const projects = useProjects(state => state.projects);
  const remove = useProjects(state => state.remove);
  const { id, name } = project;

  /** A name that no other project has. */
  function copyName(): string {
    const taken = new Set(projects?.map(other => other.name));
    let count = 1;
    while (taken.has(words.copyOf(name, count))) count++;
    return words.copyOf(name, count);
  }

  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          aria-label={words.actions(name)}
          className="relative z-1 grid size-8 flex-none cursor-pointer touch-manipulation place-items-center rounded-md text-dim transition-colors hover:bg-field hover:text-text touch:size-11"
        >
          <Ellipsis size={18} strokeWidth={1.6} aria-hidden="true" />
        </button>
      }
      entries={[
        { kind: 'item', label: words.rename, icon: Pencil, run: onRename },
        { kind: 'item', label: words.duplicate, icon: Copy, run: () => duplicate(id, copyName()) },
        { kind: 'line' },
        {
          kind: 'item',
          label: words.remove,
          icon: Trash2,
          isBad: true,
          run: () => {
            const takesFocus = onRemove();
            const bringBack = remove(id);
            const undo = () => {
              bringBack();
              focusReturned(id);
            };
            showToast(words.removed(name), { action: { label: words.undo, run: undo }, takesFocus });
          },
        },
      ]}
    />
  );
}
