import { useMemo } from 'react';
import type { PageCommand } from '../commands/page-command.ts';
import { useCommands } from '../commands/use-commands.ts';
import { activePicture, activeWork, canExport, isUnread } from '../state/active-picture.ts';
import { subjectOf } from '../state/document/commands.ts';
import { isAboutDocument } from '../state/problem.ts';
import { useWorkspace, useWorkspaceStore, type WorkspaceStore } from '../state/use-workspace.ts';
import type { Words } from '../words/en.ts';
import { useWords } from '../words/use-words.ts';
import { removePicture } from './remove-picture.ts';

/** What can be done as the workspace is now; buttons follow it. */
interface Chances {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly hasPicture: boolean;
  readonly hasMany: boolean;
}

interface Doors {
  readonly onChoose: () => void;
  readonly onExport: () => void;
  /** Tells people who listen what a key did. */
  readonly onSay: (words: string) => void;
}

/** Offers everything that the editor's frame can do, by name and by key. */
export function useEditorCommands({ onChoose, onExport, onSay }: Doors): void {
  const store = useWorkspaceStore();
  const words = useWords();
  const canUndo = useWorkspace(state => (state.history?.done.length ?? 0) > 0);
  const canRedo = useWorkspace(state => (state.history?.undone.length ?? 0) > 0);
  const hasPicture = useWorkspace(canExport);
  const hasMany = useWorkspace(state => state.pictures.length > 1);
  useCommands(
    useMemo(() => {
      const chances = { canUndo, canRedo, hasPicture, hasMany };
      return [
        ...fileCommands(store, words, chances, { onChoose, onExport, onSay }),
        ...editCommands(store, words, chances, onSay),
      ];
    }, [store, words, canUndo, canRedo, hasPicture, hasMany, onChoose, onExport, onSay]),
  );
}

function fileCommands(
  { getState }: WorkspaceStore,
  { editor: words, ui }: Words,
  { hasPicture, hasMany }: Chances,
  { onChoose, onExport, onSay }: Doors,
): readonly PageCommand[] {
  const step = (by: number) => {
    const { pictures, activeId, activate } = getState();
    const at = pictures.findIndex(({ id }) => id === activeId);
    const next = pictures[(at + by + pictures.length) % pictures.length];
    if (next) activate(next.id);
  };
  return [
    { id: 'file.add', title: words.add, group: 'file', keys: '$mod+o', whileTyping: true, run: onChoose },
    {
      id: 'file.export',
      title: words.export,
      group: 'file',
      keys: '$mod+e',
      whileTyping: true,
      isEnabled: () => hasPicture,
      run: onExport,
    },
    {
      id: 'file.save',
      title: words.save,
      group: 'file',
      keys: '$mod+s',
      whileTyping: true,
      isUnlisted: true,
      run: () => {
        const { saving, notice, say } = getState();
        const isKept = saving !== 'failed';
        // That the disk is full is told by whoever finds it so, and with what to do.
        if (isKept || notice?.kind !== 'storage_full') say({ kind: isKept ? 'saved_already' : 'not_saved' });
        if (isKept) onSay(words.notices.saved_already.title);
      },
    },
    { id: 'file.home', title: words.home, group: 'file', run: () => getState().leaveProject() },
    {
      id: 'file.next',
      title: words.next,
      group: 'file',
      keys: 'PageDown',
      isEnabled: () => hasMany,
      run: () => step(1),
    },
    {
      id: 'file.previous',
      title: words.previous,
      group: 'file',
      keys: 'PageUp',
      isEnabled: () => hasMany,
      run: () => step(-1),
    },
    {
      id: 'file.remove',
      title: words.removePicture,
      group: 'file',
      run: () => {
        const state = getState();
        const picture = activePicture(state);
        if (!picture) return;
        // With the only picture goes the editor.
        removePicture(state, picture, { editor: words, ui }, { takesFocus: state.pictures.length === 1 });
      },
    },
  ];
}

function editCommands(
  { getState }: WorkspaceStore,
  { editor: words }: Words,
  { canUndo, canRedo }: Chances,
  onSay: (words: string) => void,
): readonly PageCommand[] {
  return [
    {
      id: 'edit.undo',
      title: words.undo,
      group: 'edit',
      keys: '$mod+z',
      repeats: true,
      isEnabled: () => canUndo,
      run: () => {
        const step = getState().history?.done.at(-1);
        getState().undo();
        if (step) onSay(words.undone(words.subjects[subjectOf(step.command)]));
      },
    },
    {
      id: 'edit.redo',
      title: words.redo,
      group: 'edit',
      keys: ['$mod+Shift+z', '$mod+y'],
      repeats: true,
      isEnabled: () => canRedo,
      run: () => {
        const step = getState().history?.undone.at(-1);
        getState().redo();
        if (step) onSay(words.redone(words.subjects[subjectOf(step.command)]));
      },
    },
    {
      id: 'edit.cancel',
      title: words.cancel,
      group: 'edit',
      keys: 'Escape',
      isUnlisted: true,
      isEnabled: () => isStoppable(getState()) && isMeantForWork(document.activeElement),
      run: () => {
        const { activeId, cancel } = getState();
        // The keyboard goes on with what is offered instead.
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
        if (activeId !== null) cancel(activeId);
      },
    },
  ];
}

/** Escape in a menu's button or in a field is about that; on the stage, on the card about the work and nowhere it is about the work. */
function isMeantForWork(focused: Element | null): boolean {
  return focused === null || focused === document.body || focused.closest('[data-work]') !== null;
}

/** A try that waits, runs or failed is left by Escape; what is said of a file or a document that cannot be read stays. */
function isStoppable(state: Parameters<typeof activeWork>[0]): boolean {
  const work = activeWork(state);
  if (work?.name === 'failed') return !isUnread(state) && !isAboutDocument(work.problem);
  return work?.name === 'waiting' || work?.name === 'working';
}
