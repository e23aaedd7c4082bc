import type { PictureItem, WorkspaceState } from '../state/workspace-state.ts';
import { showToast } from '../ui/toast-store.ts';
import type { Words } from '../words/en.ts';

interface RemoveOptions {
  /** Whether the focus goes with the picture, so that "Undo" takes it. */
  readonly takesFocus: boolean;
  /** Called once it is on its way back. */
  readonly onBack?: () => void;
}

/** Takes a picture out of the project, and offers to bring it back. */
export function removePicture(
  { remove, pictures }: Pick<WorkspaceState, 'remove' | 'pictures'>,
  { id, name }: Pick<PictureItem, 'id' | 'name'>,
  { editor, ui }: Pick<Words, 'editor' | 'ui'>,
  { takesFocus, onBack }: RemoveOptions,
): void {
  const bringBack = remove(id);
  const run = () => {
    bringBack();
    onBack?.();
  };
  // The project goes with its only picture.
  const isOfProject = pictures.length > 1;
  showToast(editor.removed(name), { action: { label: ui.undo, run }, takesFocus, isOfProject });
}
